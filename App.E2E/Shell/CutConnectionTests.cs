using CrmLive.Data;
using CrmLive.Pipeline;
using CrmLive.Shell.Neighbours;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>Somebody goes on typing though the server hears nothing, in every form that there is, and the page has to be built anew.</summary>
public sealed class CutConnectionTests(Site site) : BrowserTest(site)
{
    private readonly List<string> _wrong = [];

    [Fact]
    public async Task What_is_typed_meanwhile_is_there_again_when_the_page_had_to_be_built_anew()
    {
        var records = await Records("Anew");
        var page = await SignIn("Root Admin", "/settings/profile");
        page.Dialog += (_, question) => _ = question.AcceptAsync();
        var connection = await CutConnection.Of(page);
        var root = new Caller(Site.TenantId, await Site.UserId("Root Admin"), null, new Origin("page"));
        CutConnection.GiveUpAtOnce(Site);
        foreach (var form in Form.All)
        {
            var typed = await (await Opened(page, form, records)).TypeThrough(connection);
            await TestPatience.Until(() => Site.Get<NeighbourLimits>().Tabs.Of(root) == 0, $"the server to give up the circuit of {form.Name}");
            await connection.RestoreLate();
            _wrong.AddRange((await (await Open(page, form)).Lost(typed)).Select(field => $"{form.Name}: {field} is lost"));
        }

        _wrong.ShouldBeEmpty();
    }

    private async Task<TypedFields> Opened(IPage page, Form form, IReadOnlyDictionary<string, string> records)
    {
        var path = records.Aggregate(form.Path, (text, record) => text.Replace($"{{{record.Key}}}", record.Value, StringComparison.Ordinal));
        await page.EvaluateAsync("sessionStorage.clear(); crm.drafts.letGo()");
        await Go(page, path);
        return await Open(page, form);
    }

    private static async Task<TypedFields> Open(IPage page, Form form)
    {
        await Expect(page.Locator("html[data-keys]")).ToBeAttachedAsync();
        foreach (var click in form.Clicks)
        {
            await page.Locator(click).First.EvaluateAsync("button => button.click()");
        }

        return await TypedFields.In(page, page.Locator(form.Root).First, form.Name);
    }

    private async Task<Dictionary<string, string>> Records(string name)
    {
        var guarded = await GuardedPipeline.Make(Site, name, GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await guarded.Open(Site, "Ada Lovelace", "Cut deal");
        var asked = await guarded.Open(Site, "Ada Lovelace", "Asked deal");
        var approval = await Site.Send("Ada Lovelace", new AskForException(asked, guarded.Stages[2], "They have signed"));
        var (account, contact, product) = await Site.Ask(async db => (
            await db.Accounts.Select(row => row.Id).FirstAsync(), await db.Contacts.Select(row => row.Id).FirstAsync(), await db.Products.Select(row => row.Id).FirstAsync()));
        await Site.Send("Root Admin", new AddDealLine(deal, product, 2));
        await Site.Send("Root Admin", new SetDealContact(deal, contact, BuyingRole.Champion));
        return new()
        {
            ["Pipeline"] = $"{guarded.Key}",
            ["Deal"] = $"{new RecordId(RecordKind.Deal, deal)}",
            ["Approval"] = $"{new RecordId(RecordKind.MoveApproval, approval.Id)}",
            ["Account"] = $"{new RecordId(RecordKind.Account, account)}",
            ["Contact"] = $"{new RecordId(RecordKind.Contact, contact)}",
            ["Product"] = $"{new RecordId(RecordKind.Product, product)}",
        };
    }
}
