using CrmLive.Customers;
using CrmLive.Data.PostgreSql;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CrmLive.Data;

public sealed class MigratorTests(TestServer server)
{
    [Fact]
    public async Task Works_for_an_owner_who_is_no_superuser_and_runs_again_without_a_change()
    {
        var address = await server.CreateEmptyDatabase();
        var owner = await Ordinary(address);
        await using (var provider = new PostgreSqlProvider(new DatabaseOptions(owner)))
        {
            await Migrate(provider);
            await Migrate(provider);
            await Forget(provider);
            await Migrate(provider);
            await Use(provider);
        }

        await server.DropDatabase(address);
        await server.Execute($"drop role {new NpgsqlConnectionStringBuilder(owner).Username}");
    }

    [Fact]
    public async Task Lets_two_nodes_start_at_once()
    {
        var address = await server.CreateEmptyDatabase();
        await using (var one = new PostgreSqlProvider(new DatabaseOptions(address)))
        await using (var two = new PostgreSqlProvider(new DatabaseOptions(address)))
        {
            await Task.WhenAll(Migrate(one), Migrate(two));
            await Use(one);
        }

        await server.DropDatabase(address);
    }

    [Fact]
    public async Task Keeps_the_past_when_a_table_gets_a_column()
    {
        var address = await server.CreateDatabase();
        var instant = new TestClock().Now;
        await using (var provider = new PostgreSqlProvider(new DatabaseOptions(address)))
        {
            await using var command = provider.OwnerSource.CreateCommand("update teams set name = 'South East' where tenant_id = 1 and id = 2");
            await command.ExecuteNonQueryAsync();
            command.CommandText = "alter table teams add column motto text not null default 'onwards'";
            await command.ExecuteNonQueryAsync();
            await Forget(provider);
            await Migrate(provider);

            command.CommandText = $"select name || ' ' || motto from teams_as_of('{instant:O}') where tenant_id = 1 and id = 2";
            (await command.ExecuteScalarAsync()).ShouldBe("South onwards");
            command.CommandText = "select name || ' ' || motto from teams_as_of(now()) where tenant_id = 1 and id = 2";
            (await command.ExecuteScalarAsync()).ShouldBe("South East onwards");
        }

        await server.DropDatabase(address);
    }

    private static Task Migrate(DatabaseProvider provider) =>
        new Migrator(provider, TimeProvider.System, NullLogger<Migrator>.Instance).Run(CancellationToken.None);

    // As if the scripts had been of an earlier version.
    private static async Task Forget(PostgreSqlProvider provider)
    {
        await using var command = provider.OwnerSource.CreateCommand("delete from schema_scripts");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Use(DatabaseProvider provider)
    {
        await TestTenants.Add(provider);
        await using (var db = provider.CreateContext(Work.Of(TestTenant.Acme.Id, "test"), isSystemWide: false))
        {
            db.Accounts.Add(new Account(1, new AccountFields("Initech"), null, null));
            await db.SaveChangesAsync();
        }

        await using var other = provider.CreateContext(Work.Of(TestTenant.Globex.Id, "test"), isSystemWide: false);
        (await other.Accounts.IgnoreQueryFilters().CountAsync()).ShouldBe(0);
        for (var again = 0; again < 3; again++)
        {
            await using var systemWide = provider.CreateContext(Work.Of(0, "test"), isSystemWide: true);
            (await systemWide.Accounts.CountAsync()).ShouldBe(1);
        }
    }

    private async Task<string> Ordinary(string address)
    {
        var database = new NpgsqlConnectionStringBuilder(address).Database;
        await server.Execute($"create role {database}_owner login createrole password 'not a secret'");
        await server.Execute($"alter database {database} owner to {database}_owner");
        return new NpgsqlConnectionStringBuilder(address) { Username = $"{database}_owner", Password = "not a secret" }.ConnectionString;
    }
}
