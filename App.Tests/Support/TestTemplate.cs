using System.Diagnostics;
using System.Globalization;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmLive.Support;

/// <summary>The migrated database, with two tenants in it, that every test database of this run is a copy of.</summary>
internal static class TestTemplate
{
    /// <summary>Names of test databases begin like this and go on with the process that made them.</summary>
    public const string Prefix = "crm_test_";

    public static async Task<string> Make(TestServer server)
    {
        await DropLeftovers(server);
        var name = $"{Prefix}{Environment.ProcessId}_template";
        await server.Execute($"create database {name}");
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(server.Address(name)));
        await new Migrator(provider, TimeProvider.System, NullLogger<Migrator>.Instance).Run(CancellationToken.None);
        await TestTenants.Add(provider);
        return name;
    }

    // Of runs that were killed. Other runs may use the server at this moment.
    private static async Task DropLeftovers(TestServer server)
    {
        foreach (var name in await server.Query($"select datname from pg_database where datname like '{Prefix.Replace("_", @"\_", StringComparison.Ordinal)}%'"))
        {
            var process = int.Parse(name.Split('_')[2], CultureInfo.InvariantCulture);
            if (process == Environment.ProcessId || !IsRunning(process))
            {
                await server.Execute($"drop database if exists {name} with (force)");
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
