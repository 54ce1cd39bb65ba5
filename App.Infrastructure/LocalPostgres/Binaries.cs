using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmLive.LocalPostgres;

/// <summary>The programs of one PostgreSQL installation.</summary>
internal sealed partial record Binaries(string Folder, int Major)
{
    public const int OldestMajor = 13;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>Asks the server program itself, as the user that will run it: one that cannot run here does not count.</summary>
    public static async Task<Binaries?> In(string folder, ServiceUser user, CancellationToken ct)
    {
        var answer = await Command.Run(user.Line(Path.Combine(folder, "postgres"), "--version"), ct);
        var version = VersionPattern().Match(answer.Output);
        return answer.Succeeded && version.Success ? new Binaries(folder, int.Parse(version.ValueSpan, CultureInfo.InvariantCulture)) : null;
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
