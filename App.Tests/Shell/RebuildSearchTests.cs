using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Shell;

public sealed class RebuildSearchTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Words_that_are_gone_come_back_and_those_of_nothing_go()
    {
        var lost = await world.As(world.Mia, new AddAccount(new AccountFields("Zephyr Gliders")));
        await using (var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner())
        {
            await db.Database.ExecuteSqlAsync($"delete from search_words where kind = 'account' and record_id = {lost}", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync($"insert into search_words (tenant_id, kind, record_id, field, word) values ({world.Acme}, 'account', {lost}, 'name', 'balloons')", TestContext.Current.CancellationToken);
        }

        (await Found("zephyr")).ShouldBeEmpty();
        var steps = 0;
        for (SearchPlace? place = null; steps == 0 || place is not null; steps++)
        {
            place = await world.AsSoftware(world.Acme, new RebuildSearch(place, Take: 3));
        }

        (await Found("zephyr")).ShouldBe([lost]);
        (await Found("glid")).ShouldBe([lost]);
        (await Found("balloons")).ShouldBeEmpty();
        (await world.As(world.Mia, new GetAccount(lost))).Version.ShouldBe(1);
    }

    private async Task<IEnumerable<long>> Found(string typed) => (await world.As(world.Mia, new ListAccounts(typed))).Rows.Select(row => row.Id);
}
