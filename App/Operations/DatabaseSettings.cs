using System.Data.Common;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace CrmLive.Operations;

/// <summary>Which database the settings mean, and whether they can be read at all. What stands in a connection string is never repeated: it holds a password.</summary>
internal static class DatabaseSettings
{
    private static readonly string[] Logins = ["Crm", "CrmApp", "CrmSystem"];

    /// <exception cref="StartRefused">They cannot work together.</exception>
    public static void Check(IConfiguration settings)
    {
        var isSqlServer = IsSqlServer(settings);
        var given = Logins.Where(name => settings.GetConnectionString(name) is { Length: > 0 }).ToList();
        if (!given.Contains("Crm") && (given.Count > 0 || isSqlServer))
        {
            throw new StartRefused("ConnectionStrings__Crm is missing, though the other settings speak of a database server. Give the owner's connection string, or take the others away to use the private database.");
        }

        foreach (var name in given)
        {
            Read(name, settings.GetConnectionString(name)!, isSqlServer);
        }
    }

    /// <exception cref="StartRefused">It is a provider that we do not know.</exception>
    public static bool IsSqlServer(IConfiguration settings) => settings["Database:Provider"] switch
    {
        "SqlServer" => true,
        null or "" or "PostgreSql" => false,
        var other => throw new StartRefused($"Database__Provider is '{other}'. It can be PostgreSql or SqlServer."),
    };

    private static void Read(string name, string text, bool isSqlServer)
    {
        try
        {
            DbConnectionStringBuilder read = isSqlServer ? new SqlConnectionStringBuilder(text) : new NpgsqlConnectionStringBuilder(text);
            var server = read is NpgsqlConnectionStringBuilder npgsql ? npgsql.Host : ((SqlConnectionStringBuilder)read).DataSource;
            if (!string.IsNullOrWhiteSpace(server))
            {
                return;
            }
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw Broken(name, isSqlServer, broken);
        }

        throw Broken(name, isSqlServer, cause: null);
    }

    private static StartRefused Broken(string name, bool isSqlServer, Exception? cause) => new(
        $"ConnectionStrings__{name} is no connection string of {(isSqlServer ? "SQL Server" : "PostgreSQL")}. It looks like "
        + (isSqlServer ? "Server=db;Database=crm;User Id=crm_owner_login;Password=…" : "Host=db;Database=crm;Username=crm_owner;Password=…") + ".",
        cause);
}
