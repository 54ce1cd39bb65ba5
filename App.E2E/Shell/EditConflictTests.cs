using System.Threading.Channels;
using CrmLive.Data;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

public sealed class EditConflictTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Two_browsers_that_change_different_fields_keep_both()
    {
        var path = await DealPath("Acme second plant");
        var (ada, mia) = (await SignIn("Ada Lovelace", path), await SignIn("Mia Tanaka", path));
        await ada.GetByLabel("Next step").FillAsync("Ada types this");

        await Save(mia.GetByLabel("Amount"), "43,210");
        await Expect(ada.GetByLabel("Amount")).ToHaveValueAsync("43,210");
        await ada.GetByLabel("Next step").PressAsync("Enter");

        await Expect(mia.GetByLabel("Next step")).ToHaveValueAsync("Ada types this");
        await Expect(mia.GetByLabel("Amount")).ToHaveValueAsync("43,210");
        await Expect(Dialog(ada)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_same_field_is_asked_about_and_mine_can_win_by_keyboard()
    {
        var ada = await Clash("Fjord help desk", "Theirs", "Mine");

        await Expect(Dialog(ada)).ToContainTextAsync("Mia Tanaka");
        await Expect(Dialog(ada).GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeDisabledAsync();
        await Axe.Check(ada);
        await ada.Keyboard.PressAsync("Tab");
        await Dialog(ada).GetByRole(AriaRole.Radio, new() { NameRegex = new("Use mine") }).FocusAsync();
        await ada.Keyboard.PressAsync("Space");
        await Expect(Dialog(ada).GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeEnabledAsync();
        await ada.Keyboard.PressAsync("Enter");

        await Expect(Dialog(ada)).ToHaveCountAsync(0);
        await Expect(ada.GetByLabel("Next step")).ToHaveValueAsync("Mine");
        await Until(async () => await NextStep("Fjord help desk") == "Mine");
    }

    [Fact]
    public async Task Theirs_can_be_kept_and_closing_the_question_loses_nothing()
    {
        var ada = await Clash("Borealis cold chain", "Theirs", "Mine", Screen.Phone);
        await FitsTheScreen(ada);

        await ada.Keyboard.PressAsync("Escape");
        await Expect(Dialog(ada)).ToHaveCountAsync(0);
        await Expect(ada.GetByText("Mia Tanaka changed next step while you did")).ToBeVisibleAsync();
        await Expect(ada.GetByLabel("Next step")).ToHaveValueAsync("Mine");
        await ada.GetByLabel("Next step").PressAsync("Enter");
        await Dialog(ada).GetByText("Keep theirs").ClickAsync();
        await Dialog(ada).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(ada.GetByLabel("Next step")).ToHaveValueAsync("Theirs");
        await Until(async () => await NextStep("Borealis cold chain") == "Theirs");
    }

    [Fact]
    public async Task Accounts_contacts_and_products_ask_too()
    {
        var account = await Site.Ask(db => db.Accounts.SingleAsync(row => row.Name == "Harbour Hotels"));
        var product = await Site.Ask(db => db.Products.OrderBy(row => row.Id).FirstAsync());
        var contact = await Site.Ask(db => db.Contacts.OrderBy(row => row.Id).FirstAsync());
        foreach (var (path, id, label, theirs, mine) in new[]
        {
            ($"/accounts/{new RecordId(RecordKind.Account, account.Id)}", account.Id, "Industry", "Hotels", "Travel"),
            ($"/contacts/{new RecordId(RecordKind.Contact, contact.Id)}", contact.Id, "Title", "Head of IT", "CTO"),
            ($"/products/{new RecordId(RecordKind.Product, product.Id)}", product.Id, "List price", "111", "222"),
        })
        {
            var events = await Events(id);
            var (tess, mia) = (await SignIn("Tess Novak", path), await SignIn("Mia Tanaka", path));
            await tess.GetByLabel(label).FillAsync(mine);
            await Save(mia.GetByLabel(label), theirs);
            await Until(async () => await Events(id) > events);
            await tess.GetByLabel(label).PressAsync("Enter");
            await Dialog(tess).GetByText("Use mine").ClickAsync();
            await Dialog(tess).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Expect(mia.GetByLabel(label)).ToHaveValueAsync(mine);
        }
    }

    [Fact]
    public async Task Product_lines_ask_too()
    {
        var deal = await Site.Ask(db => db.Deals.SingleAsync(row => row.Name == "Granite branches"));
        var product = await Site.Ask(db => db.Products.SingleAsync(row => row.Name == "Desk Team"));
        await Site.Send("Mia Tanaka", new AddDealLine(deal.Id, product.Id, 2));
        var path = $"{await DealPath("Granite branches")}?tab=products";
        var (ben, mia) = (await SignIn("Ben Okafor", path), await SignIn("Mia Tanaka", path));
        await ben.GetByLabel("Quantity of Desk Team").FillAsync("3");
        await Save(mia.GetByLabel("Quantity of Desk Team"), "5");
        await Until(async () => await Site.Ask(db => db.DealLines.AnyAsync(line => line.DealId == deal.Id && line.Quantity == 5)));

        await ben.GetByLabel("Quantity of Desk Team").PressAsync("Enter");
        await Expect(Dialog(ben)).ToContainTextAsync("Mia Tanaka");
        await Dialog(ben).GetByText("Use mine").ClickAsync();
        await Dialog(ben).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(mia.GetByLabel("Quantity of Desk Team")).ToHaveValueAsync("3");
    }

    private async Task<IPage> Clash(string deal, string theirs, string mine, Screen? screen = null)
    {
        var path = await DealPath(deal);
        var (ada, mia) = (await SignIn("Ada Lovelace", path, screen), await SignIn("Mia Tanaka", path));
        await ada.GetByLabel("Next step").FillAsync(mine);
        await Save(mia.GetByLabel("Next step"), theirs);
        await Until(async () => await NextStep(deal) == theirs);
        await ada.GetByLabel("Next step").PressAsync("Enter");
        await Dialog(ada).WaitForAsync();
        return ada;
    }

    private static ILocator Dialog(IPage page) => page.GetByRole(AriaRole.Dialog);

    private static async Task Save(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync(text);
    }

    private async Task<string> DealPath(string name) => $"/deals/{new RecordId(RecordKind.Deal, (await Site.Ask(db => db.Deals.SingleAsync(deal => deal.Name == name))).Id)}";

    private Task<string?> NextStep(string deal) => Site.Ask(db => db.Deals.Where(row => row.Name == deal).Select(row => row.NextStep).SingleAsync());

    private Task<int> Events(long id) => Site.Ask(db => db.Events.CountAsync(happened => happened.SubjectId == id));

    // A field shows what was typed before the save has ended; every commit is heard here and looked at.
    private async Task Until(Func<Task<bool>> holds)
    {
        var commits = Channel.CreateUnbounded<bool>();
        void Hear(IReadOnlyList<CommittedChange> changes) => commits.Writer.TryWrite(true);
        Site.Get<CommitFeed>().Committed += Hear;
        try
        {
            while (!await holds())
            {
                await commits.Reader.Next("the next commit");
            }
        }
        finally
        {
            Site.Get<CommitFeed>().Committed -= Hear;
        }
    }
}
