using CrmLive.Operations;
using Npgsql;

namespace CrmLive.Data.PostgreSql;

/// <summary>
/// Whoever the login of a connection is, the program works in the role that the schema scripts made for the purpose: the policies of tenants bind
/// roles, and neither a superuser nor a login that is in both roles would be held by them.
/// </summary>
internal sealed class PostgreSqlRoles(NpgsqlDataSource app, NpgsqlDataSource system)
{
    public const string App = "crm_app";
    public const string System = "crm_system";

    private const string Enter = "select set_config('role', $1, false)";

    // What the role is that the session works in, and who is behind it.
    private const string Look = """
        select current_user, session_user, works.rolsuper or works.rolbypassrls, behind.rolsuper or behind.rolbypassrls,
               works.rolname <> 'crm_system' and pg_has_role(works.oid, 'crm_system', 'USAGE'),
               exists (select from pg_class where relowner = works.oid and relnamespace = 'public'::regnamespace and relkind in ('r', 'p'))
        from pg_roles works, pg_roles behind
        where works.rolname = current_user and behind.rolname = session_user
        """;

    /// <summary>Puts a new session into its role: an option of the connection would do too, but a pooler in between may drop it.</summary>
    /// <exception cref="StartRefused">The login may not become the role.</exception>
    public static async Task Take(NpgsqlConnection connection, string role)
    {
        await using var command = Entering(connection, role);
        try
        {
            await command.ExecuteScalarAsync();
        }
        catch (PostgresException refused)
        {
            throw Refused(role, refused);
        }
    }

    /// <inheritdoc cref="Take(NpgsqlConnection, string)"/>
    public static void TakeAtOnce(NpgsqlConnection connection, string role)
    {
        using var command = Entering(connection, role);
        try
        {
            command.ExecuteScalar();
        }
        catch (PostgresException refused)
        {
            throw Refused(role, refused);
        }
    }

    /// <summary>Looks whether the fence holds. Returns what somebody should know all the same.</summary>
    /// <exception cref="StartRefused">It does not hold.</exception>
    public async Task<IReadOnlyList<string>> Check(CancellationToken ct)
    {
        var isSuperuser = await Check(app, App, ct) | await Check(system, System, ct);
        return isSuperuser
            ? ["The login of ConnectionStrings:Crm is a superuser of the database. The program gives its rights up for each session, but whoever got hold of one could take them back. Give ConnectionStrings:CrmApp and CrmSystem logins of their own; docs/operations/start.md says how."]
            : [];
    }

    private static async Task<bool> Check(NpgsqlDataSource source, string role, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Look);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (works, behind) = (reader.GetString(0), reader.GetString(1));
        var isLoose = works != role || reader.GetBoolean(2) || reader.GetBoolean(4) || reader.GetBoolean(5);
        return isLoose
            ? throw new StartRefused($"The tenant fence of the database does not hold: the login {behind} works as {works}, which is not the bare role {role}. Take SUPERUSER, BYPASSRLS, tables and other roles from {role}, and connect without a pooler that shares sessions; docs/operations/start.md says how.")
            : reader.GetBoolean(3);
    }

    private static NpgsqlCommand Entering(NpgsqlConnection connection, string role)
    {
        var command = new NpgsqlCommand(Enter, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        return command;
    }

    private static StartRefused Refused(string role, PostgresException refused) => new(
        $"The login of the database may not become the role {role} ({refused.MessageText}). As a superuser: create role {role} nologin; grant {role} to the login.", refused);
}
