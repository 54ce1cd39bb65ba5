using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class DealListTests(Site site) : BrowserTest(site)
{
    private static readonly string Long = "Wärtsilä" + new string('x', 192);

    [Fact]
    public async Task The_list_shows_deals_however_far_it_is_scrolled()
    {
        var page = await SignIn("Mia Tanaka", "/deals");
        await Expect(page.Locator(".risk-mark").First).ToBeVisibleAsync();

        for (var screen = 0; screen < 4; screen++)
        {
            await page.Locator(".list-body").EvaluateAsync("list => list.scrollBy(0, list.clientHeight)");
            await page.WaitForFunctionAsync("""
                () => { const box = document.querySelector('.list-body').getBoundingClientRect();
                        return [...document.querySelectorAll('.list-body tbody tr a')].some(link => { const at = link.getBoundingClientRect(); return at.top >= box.top && at.bottom <= box.bottom; }); }
                """);
            (await page.EvaluateAsync<int>("document.documentElement.scrollHeight - window.innerHeight")).ShouldBeLessThanOrEqualTo(1, "the page itself has become longer");
        }
    }

    [Fact]
    public async Task A_name_without_a_blank_breaks_no_list_and_no_page()
    {
        var account = await Site.Send("Mia Tanaka", new AddAccount(new AccountFields(Long, Industry: Long, Country: Long[..100])));
        var contact = await Site.Send("Mia Tanaka", new AddRecord<Contact, ContactFields>(new ContactFields(Long[..100], Long[..100], null, null, Long[..100], account)));
        var product = await Site.Send("Root Admin", new AddRecord<Product, ProductFields>(new ProductFields(Long, Long[..100], 1m, "EUR")));
        var stage = await Site.Ask(db => db.Stages.Where(one => one.Name == "Qualified").Select(one => one.Id).FirstAsync());
        var deal = await Site.Send("Mia Tanaka", new AddDeal(stage, new DealFields(Long, 1m, account, contact, product)));
        foreach (var screen in new[] { Screen.Desk, Screen.Phone })
        {
            var page = await SignIn("Mia Tanaka", "/accounts?q=wartsila", screen);
            foreach (var path in new[]
            {
                "/accounts?q=wartsila", "/contacts?q=wartsila", "/products?q=wartsila", "/deals?q=wartsila", "/pipeline?q=wartsila",
                $"/accounts/acc_{account}", $"/accounts/acc_{account}?tab=contacts", $"/contacts/ct_{contact}", $"/products/prd_{product}", $"/deals/opp_{deal}", $"/deals/opp_{deal}?tab=contacts",
            })
            {
                await Go(page, path);
                await Expect(page.GetByText("Wärtsilä").First).ToBeAttachedAsync();
                await FitsTheScreen(page);
                (await page.EvaluateAsync<string>("""
                    () => [...document.querySelectorAll('.list-body, .record-main, .record-fields, .table-scroll')].filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.className).join(' ')
                    """)).ShouldBe("", $"{path} at {screen.Width} px");
            }
        }
    }
}
