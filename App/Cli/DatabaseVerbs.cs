using System.CommandLine;
using CrmLive.Data;
using CrmLive.Operations;

namespace CrmLive.Cli;

/// <summary><c>crm migrate</c>.</summary>
internal static class DatabaseVerbs
{
    public static Command Migrate() => Verb.Of("migrate", "Brings the database to the version of this program.", async run =>
    {
        await run.Service<Migrator>().Run(run.Cancelled);
        var home = run.Service<Home>();
        return new { Status = "ok", Provider = home.Provider.Name, home.IsLocal };
    });
}
