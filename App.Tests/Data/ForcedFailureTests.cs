using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Data;

/// <summary>The database itself fails in the middle of a save, as with a full disk or two transactions in each other's way.</summary>
public sealed class ForcedFailureTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_an_outage_that_leaves_nothing_behind()
    {
        await Fail("No room", "53100", times: 1);

        var full = await Should.ThrowAsync<Exception>(() => Add("No room"));

        Outage.IsFull(full).ShouldBeTrue();
        var refusal = Refusal.Of(full);
        (refusal.Status, refusal.IsExpected).ShouldBe((503, false));
        (await Count("No room")).ShouldBe(0);
        await Add("No room");
        (await Count("No room")).ShouldBe(1);
    }

    [Fact]
    public async Task A_save_that_the_database_gave_up_is_made_again_and_has_one_effect()
    {
        await Fail("Serialised", "40001", times: 4);

        var id = await Add("Serialised");

        (await Count("Serialised")).ShouldBe(1);
        await using var db = world.Look();
        (await db.Events.CountAsync(happened => happened.Type == "account.created.v1" && happened.SubjectId == id, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_given_up_each_time_is_refused_as_busy()
    {
        await Fail("Always in the way", "40P01", times: 50);

        (await Should.ThrowAsync<Exception>(() => Add("Always in the way"))).ShouldSatisfyAllConditions(
            failure => Outage.IsConflict(failure).ShouldBeTrue(),
            failure => Refusal.Of(failure).Code.ShouldBe("BUSY"));
        (await Count("Always in the way")).ShouldBe(0);
    }

    private Task<long> Add(string name) => world.As(world.Mia, new AddAccount(new AccountFields(name)));

    private async Task<int> Count(string name)
    {
        await using var db = world.Look();
        return await db.Accounts.CountAsync(account => account.Name == name, Ct);
    }

    // A sequence goes on counting though the transaction is taken back.
    private async Task Fail(string name, string code, int times)
    {
        var trigger = $"""
            create sequence if not exists failures_{code};
            create or replace function fail_{code}() returns trigger language plpgsql security definer as $$
            begin
                if new.name = '{name}' and nextval('failures_{code}') <= {times} then
                    raise exception 'Made to fail' using errcode = '{code}';
                end if;
                return new;
            end $$;
            create or replace trigger fail_{code} before insert on accounts for each row execute function fail_{code}();
            """;
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        await db.Database.ExecuteSqlRawAsync(trigger, Ct);
    }
}
