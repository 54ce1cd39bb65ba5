using CrmLive.Data;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrmLive.Isolation;

/// <summary>Every entity of the model, every way, everything that can be tried: nothing of another tenant is seen or touched.</summary>
public sealed class IsolationTests(EqualTenants tenants) : IClassFixture<EqualTenants>
{
    private static readonly TestTenant Own = TestTenant.Acme;
    private static readonly TestTenant Foreign = TestTenant.Globex;

    public static TheoryData<string, Way> Everything
    {
        get
        {
            var all = new TheoryData<string, Way>();
            foreach (var type in ModelTables.OfTenants)
            {
                all.AddRange(Enum.GetValues<Way>().Select(way => new TheoryDataRow<string, Way>(type.ClrType.Name, way)));
            }

            return all;
        }
    }

    public static TheoryData<string> Tables => [.. ModelTables.OfTenants.Select(type => type.GetTableName()!)];

    public static TheoryData<string> Versioned => [.. ModelTables.OfTenants.Where(Data.Versioned.Keeps).Select(type => type.GetTableName()!)];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Reads_own_rows_and_no_others(string entity, Way way)
    {
        var seen = await Intruder.By(way, tenants, entity).Read();

        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(tenant => tenant == Own.Id);
        ((long)seen.Count).ShouldBe(await tenants.Database.Ask<long>($"select count(*) from {Table(entity)} where tenant_id = {Own.Id}"));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Counts_none_of_another_tenant(string entity, Way way) =>
        (await Intruder.By(way, tenants, entity).Count()).ShouldBe(0);

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Does_not_learn_that_another_tenants_row_exists(string entity, Way way) =>
        (await Intruder.By(way, tenants, entity).Exists()).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Everything))]
    public Task Inserts_nothing_for_another_tenant(string entity, Way way) => Refuses(entity, way, intruder => intruder.Insert());

    [Theory]
    [MemberData(nameof(Everything))]
    public Task Updates_nothing_of_another_tenant(string entity, Way way) => Refuses(entity, way, intruder => intruder.Update());

    [Theory]
    [MemberData(nameof(Everything))]
    public Task Deletes_nothing_of_another_tenant(string entity, Way way) => Refuses(entity, way, intruder => intruder.Delete());

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Gives_no_row_away_to_another_tenant(string table)
    {
        var before = await tenants.Fingerprint(table, Own);

        await Should.ThrowAsync<PostgresException>(() => tenants.Database.RunAs(Own, $"update {table} set tenant_id = {Foreign.Id}"));

        (await tenants.Fingerprint(table, Own)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Shows_nothing_to_a_session_without_a_tenant(string table) =>
        (await tenants.AskAs<long>(null, $"select count(*) from {table}")).ShouldBe(0);

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Shows_all_tenants_to_the_role_for_work_across_them(string table)
    {
        await using var command = tenants.Bare.SystemSource.CreateCommand($"select count(distinct tenant_id) from {table}");

        (await command.ExecuteScalarAsync()).ShouldBe(2L);
    }

    [Theory]
    [MemberData(nameof(Versioned))]
    public async Task Keeps_the_history_apart(string table)
    {
        (await tenants.Database.Ask<long>($"select count(distinct tenant_id) from {table}_history")).ShouldBe(2);
        (await tenants.AskAs<long>(Own, $"select count(*) from {table}_history where tenant_id <> {Own.Id}")).ShouldBe(0);
        (await tenants.AskAs<long>(Own, $"select count(*) from {table}_history")).ShouldBe(1);
        (await tenants.AskAs<long>(Own, $"select count(*) from {table}_as_of(now()) where tenant_id <> {Own.Id}")).ShouldBe(0);
        await Should.ThrowAsync<PostgresException>(() => tenants.Database.RunAs(
            Own, $"insert into {table}_history (tenant_id, id, valid_to) values ({Foreign.Id}, 1, now())"));
    }

    [Fact]
    public async Task Shows_of_the_tenants_only_ones_own()
    {
        (await tenants.AskAs<string>(Own, "select string_agg(slug, ',') from tenants")).ShouldBe(Own.Slug);
        await Should.ThrowAsync<PostgresException>(() => tenants.Database.RunAs(Own, "update tenants set name = 'Ours'"));
        await Should.ThrowAsync<PostgresException>(() => tenants.Database.RunAs(Own, "delete from tenants"));
    }

    private static string Table(string entity) => ModelTables.OfTenants.Single(type => type.ClrType.Name == entity).GetTableName()!;

    private async Task Refuses(string entity, Way way, Func<Intruder, Task<int>> attempt)
    {
        var before = await tenants.Fingerprint(Table(entity), Foreign);
        before.ShouldNotBe("none");

        try
        {
            (await attempt(Intruder.By(way, tenants, entity))).ShouldBe(0);
        }
        catch (Exception refused) when (refused is TenantBreach or PostgresException or DbUpdateException)
        {
            // An exception is as good as no row: what counts is the table.
        }

        (await tenants.Fingerprint(Table(entity), Foreign)).ShouldBe(before);
    }
}
