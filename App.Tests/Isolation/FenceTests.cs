using System.Globalization;
using CrmLive.Support;
using Npgsql;

namespace CrmLive.Isolation;

/// <summary>The fence has no gap, and whoever makes one is found out.</summary>
public sealed class FenceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string> Gaps =>
    [
        "alter table {0} disable row level security",
        "alter table {0} no force row level security",
        "drop policy tenant_fence on {0}",
        "drop policy system_wide on {0}",
        "alter policy tenant_fence on {0} using (true)",
        "alter policy tenant_fence on {0} with check (true)",
        "alter policy tenant_fence on {0} to public",
        "alter policy tenant_fence on {0} using (tenant_id >= (select nullif(current_setting('crm.tenant', true), '')::bigint))",
        "create policy helpful on {0} for select to crm_app using (true)",
        "create policy helpful on {0} to public using (true)",
        "alter table {0} owner to crm_app",
        "grant truncate on {0} to crm_app",
    ];

    public static TheoryData<string> WiderGaps =>
    [
        "create table gadgets (tenant_id bigint not null, id bigint not null); grant select on gadgets to crm_app",
        "create table rates (code text); grant select on rates to crm_app",
        "alter role crm_app bypassrls",
        "grant crm_system to crm_app",
        "create view peek as select * from accounts; grant select on peek to crm_app",
        "create materialized view peek as select * from accounts",
        "create function peek() returns bigint language sql security definer as 'select count(*) from accounts'",
    ];

    [Fact]
    public async Task Has_no_gap()
    {
        await using var owner = await database.Provider.OwnerSource.OpenConnectionAsync();

        (await FenceCheck.Faults(owner)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public async Task Is_found_out_in_any_table(string gap)
    {
        foreach (var table in await Tables())
        {
            (await FaultsAfter(string.Format(CultureInfo.InvariantCulture, gap, table))).ShouldNotBeEmpty(table);
        }
    }

    [Theory]
    [MemberData(nameof(WiderGaps))]
    public async Task Is_found_out_beside_the_tables(string gap) =>
        (await FaultsAfter(gap)).ShouldNotBeEmpty();

    [Fact]
    public async Task Closes_around_a_new_table_by_itself()
    {
        var scripts = database.Provider.Scripts().Select(script => script.Sql);

        (await FaultsAfter($"create table gadgets (tenant_id bigint not null, id bigint not null); {string.Concat(scripts)}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stands_around_every_table_that_the_model_gives_a_tenant() =>
        (await Tables()).ShouldBeSubsetOf(
            [.. ModelTables.OfTenants.SelectMany(type => (string[])[Name(type), $"{Name(type)}_history"])]);

    private static string Name(Microsoft.EntityFrameworkCore.Metadata.IEntityType type) =>
        Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(type)!;

    // Every gap is made in a transaction that is thrown away.
    private async Task<IReadOnlyList<string>> FaultsAfter(string gap)
    {
        await using var owner = await database.Provider.OwnerSource.OpenConnectionAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(gap, owner, transaction);
        await command.ExecuteNonQueryAsync();
        return await FenceCheck.Faults(owner);
    }

    private async Task<List<string>> Tables()
    {
        await using var command = database.Provider.OwnerSource.CreateCommand(
            "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
