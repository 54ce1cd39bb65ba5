using Bunit;
using CrmLive.Customers;
using CrmLive.Support;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

public sealed class RecordPickerTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_that_names_nothing_is_said_when_the_field_is_left_and_stays()
    {
        await using var circuit = await Circuit.Of(world, world.Ada);
        var chosen = new List<Hit?>();
        var picker = Picker(circuit, chosen);

        await picker.Find("input").InputAsync("Nobody knows this");
        await picker.Find("input").BlurAsync(new FocusEventArgs());

        picker.Find("input").GetAttribute("value").ShouldBe("Nobody knows this");
        picker.Find("[role=alert]").TextContent.ShouldContain("Nothing that you can see is called “Nobody knows this”");
        chosen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_with_such_a_text_is_not_sent()
    {
        await using var circuit = await Circuit.Of(world, world.Ada);
        var sent = 0;
        var form = circuit.Render<CommandForm>(given => given
            .Add(one => one.OnSend, () => sent++)
            .AddChildContent<RecordPicker>(picker => picker.Add(one => one.Label, "Account").Add(one => one.Find, text => new FindAccounts(text))));

        await form.Find("input").InputAsync("Nobody knows this");
        await form.Find("form").SubmitAsync();
        sent.ShouldBe(0);
        await form.Find("input").InputAsync("Acme GmbH");
        await form.Find("form").SubmitAsync();

        sent.ShouldBe(1);
    }

    [Fact]
    public async Task Enter_waits_for_what_is_being_found()
    {
        await using var circuit = await Circuit.Of(world, world.Ada);
        var chosen = new List<Hit?>();
        var picker = Picker(circuit, chosen);

        var typing = picker.Find("input").InputAsync("Acme Gm");
        await picker.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        await typing;

        chosen.ShouldHaveSingleItem()!.Id.ShouldBe(world.AcmeGmbH);
    }

    [Fact]
    public async Task What_is_not_there_yet_is_created_by_key_and_chosen()
    {
        await using var circuit = await Circuit.Of(world, world.Ada);
        var chosen = new List<Hit?>();
        var picker = Picker(circuit, chosen, create: true);

        await picker.Find("input").InputAsync("Quite new Ltd");
        picker.FindAll("li")[^1].TextContent.ShouldContain("Create “Quite new Ltd”");
        await picker.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp" });
        await picker.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        await using var db = world.Look();
        chosen.ShouldHaveSingleItem()!.Id.ShouldBe((await db.Accounts.SingleAsync(account => account.Name == "Quite new Ltd", Ct)).Id);
    }

    [Fact]
    public async Task Who_may_not_create_is_offered_nothing()
    {
        await using var circuit = await Circuit.Of(world, world.Viewer);
        var picker = Picker(circuit, [], create: true);

        await picker.Find("input").InputAsync("Quite unknown Ltd");

        picker.Markup.ShouldNotContain("Create “");
    }

    [Fact]
    public async Task What_was_chosen_stays_in_the_field_when_the_page_is_drawn_again()
    {
        await using var circuit = await Circuit.Of(world, world.Ada);
        var picker = Picker(circuit, []);
        await picker.Find("input").InputAsync("Acme GmbH");
        await picker.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        picker.Render(given => given.Add(one => one.Error, null));

        picker.Find("input").GetAttribute("value").ShouldBe("Acme GmbH");
    }

    private static IRenderedComponent<RecordPicker> Picker(Circuit circuit, List<Hit?> chosen, bool create = false) => circuit.Render<RecordPicker>(given =>
    {
        given.Add(one => one.Label, "Account").Add(one => one.Find, text => new FindAccounts(text)).Add(one => one.OnChoose, hit => chosen.Add(hit));
        if (create)
        {
            given.Add(one => one.Create, ByName.Account).Add(one => one.CreateNeeds, "account.create");
        }
    });
}
