using CrmLive.Data.PostgreSql;
using CrmLive.Operations;
using CrmLive.Support;
using Npgsql;

namespace CrmLive.Data;

/// <summary>Whatever the logins are, people's requests stand behind the fence of the database.</summary>
public sealed class PostgreSqlRoleTests(TestDatabase database, TestServer server) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_superuser_as_the_only_login_is_held_by_the_fence_and_warned_of()
    {
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(database.Address));

        await ShouldHold(provider);

        (await provider.CheckFence(Ct)).ShouldHaveSingleItem().ShouldContain("is a superuser");
    }

    [Fact]
    public async Task A_superuser_in_the_place_of_the_applications_login_is_held_too()
    {
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(database.Address, database.Address, database.Address));

        await ShouldHold(provider);
    }

    [Fact]
    public async Task An_owner_without_great_rights_is_held_and_nobody_is_warned()
    {
        var owner = await Login("owner", "createrole in role crm_app, crm_system");
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(owner));

        await ShouldHold(provider);

        (await provider.CheckFence(Ct)).ShouldBeEmpty();
        await Drop(owner);
    }

    [Fact]
    public async Task A_login_that_may_not_become_the_role_is_refused_in_a_sentence()
    {
        var stranger = await Login("stranger", "");
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(database.Address, stranger));

        var refused = await Should.ThrowAsync<StartRefused>(() => provider.CheckFence(Ct));

        refused.Message.ShouldStartWith("The login of the database may not become the role crm_app");
        refused.Message.ShouldContain("grant crm_app to");
        await Drop(stranger);
    }

    [Fact]
    public async Task A_session_that_did_not_get_its_role_stops_the_start()
    {
        await using var bare = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Address) { Pooling = false });

        (await Should.ThrowAsync<StartRefused>(() => new PostgreSqlRoles(bare, bare).Check(Ct))).Message.ShouldStartWith("The tenant fence of the database does not hold");
    }

    private static async Task ShouldHold(PostgreSqlProvider provider)
    {
        (await Ask(provider.AppSource, "select current_user::text")).ShouldBe("crm_app");
        (await Ask(provider.SystemSource, "select current_user::text")).ShouldBe("crm_system");
        (await Ask(provider.AppSource, "select count(*) from users")).ShouldBe(0L);
        ((long)(await Ask(provider.SystemSource, "select count(*) from users"))!).ShouldBeGreaterThan(0);

        // Also for a session that comes back from the pool.
        (await Ask(provider.AppSource, "select current_user::text")).ShouldBe("crm_app");
    }

    private static async Task<object?> Ask(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Ct);
    }

    private Task Drop(string address) => server.Execute($"drop role {new NpgsqlConnectionStringBuilder(address).Username}");

    private async Task<string> Login(string name, string rights)
    {
        var login = $"{new NpgsqlConnectionStringBuilder(database.Address).Database}_{name}";
        await server.Execute($"create role {login} login password 'not a secret' {rights}");
        return new NpgsqlConnectionStringBuilder(database.Address) { Username = login, Password = "not a secret" }.ConnectionString;
    }
}
