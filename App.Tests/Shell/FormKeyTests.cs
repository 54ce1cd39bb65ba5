using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Hub;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

public sealed class FormKeyTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_record_of_every_kind()
    {
        var desk = await Desk(world.Admin);
        await Once(desk, new AddAccount(new AccountFields("Twice Ltd")), db => db.Accounts.CountAsync(row => row.Name == "Twice Ltd", Ct));
        await Once(desk, new AddContact(new ContactFields("Tw", "Ice")), db => db.Contacts.CountAsync(row => row.LastName == "Ice", Ct));
        await Once(desk, new AddProduct(new ProductFields("Twice desk", null, 1m, "EUR")), db => db.Products.CountAsync(row => row.Name == "Twice desk", Ct));
        await Once(desk, new AddDeal(world.Proposal, new DealFields("Twice deal", 1m)), db => db.Deals.CountAsync(row => row.Name == "Twice deal", Ct));
        await Once(desk, new AddUser("Tw Ice", "tw.ice@acme.example", ["rep"], []), db => db.Users.CountAsync(row => row.Name == "Tw Ice", Ct));
        await Once(desk, new AddTeam("Twice", null), db => db.Teams.CountAsync(row => row.Name == "Twice", Ct));
        await Once(desk, new SaveView("board", "Twice", "", null), db => db.SavedViews.CountAsync(row => row.Name == "Twice", Ct));
        await Once(desk, new AddPipeline("Twice", "EUR", [new NewStage("A", StageKind.Open, 0.5m), new NewStage("W", StageKind.Won, 1m), new NewStage("L", StageKind.Lost, 0m)]), db => db.Pipelines.CountAsync(row => row.Name == "Twice", Ct));
    }

    [Fact]
    public async Task Two_sendings_at_the_same_moment_make_one_record()
    {
        var (desk, form) = (await Desk(world.Ada), new FormKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.Send(new AddAccount(new AccountFields("At once Ltd")), form, Ct)));

        answers.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_changed_after_it_had_been_saved_is_refused_in_words()
    {
        var (desk, form) = (await Desk(world.Ada), new FormKey());
        await desk.Send(new AddAccount(new AccountFields("First Ltd")), form, Ct);

        (await Should.ThrowAsync<RuleBroken>(() => desk.Send(new AddAccount(new AccountFields("Second Ltd")), form, Ct))).Message.ShouldContain("sent already");
    }

    [Fact]
    public async Task What_was_refused_can_be_mended_and_sent_again()
    {
        var (desk, form) = (await Desk(world.Ada), new FormKey());
        await Should.ThrowAsync<RuleBroken>(() => desk.Send(new AddAccount(new AccountFields("")), form, Ct));

        (await desk.Send(new AddAccount(new AccountFields("Mended Ltd")), form, Ct)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_secret_is_told_once_and_kept_nowhere()
    {
        var (desk, form) = (await Desk(world.Admin), new FormKey());
        var made = await desk.Send(new CreateApiKey("ada@acme.example", ["account.read"], "Told once"), form, Ct);

        await Should.ThrowAsync<RuleBroken>(() => desk.Send(new CreateApiKey("ada@acme.example", ["account.read"], "Told once"), form, Ct));

        await using var db = world.Look();
        (await db.ApiKeys.CountAsync(key => key.Label == "Told once", Ct)).ShouldBe(1);
        (await db.IdempotencyRecords.AnyAsync(record => record.Response!.Contains(made.Secret), Ct)).ShouldBeFalse();
    }

    private async Task Once<T>(Desk desk, ICommand<T> command, Func<CrmDb, Task<int>> count)
    {
        var form = new FormKey();

        var first = await desk.Send(command, form, Ct);

        (await desk.Send(command, form, Ct)).ShouldBe(first);
        await using var db = world.Look();
        (await count(db)).ShouldBe(1, command.GetType().Name);
    }

    private async Task<Desk> Desk(Person person) => (await Circuit.Of(world, person)).Desk;
}
