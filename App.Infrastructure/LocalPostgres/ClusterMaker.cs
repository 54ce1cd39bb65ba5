using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>Makes the data folder: beside its place, then renamed, so that a death in the middle leaves nothing half made.</summary>
internal sealed class ClusterMaker(Place place, Binaries binaries, LocalClusterOptions options)
{
    private const string DraftName = "data.new";

    // An initdb whose parent was killed may still write; it must not write into ours.
    private string Draft { get; } = Path.Combine(place.Root, string.Create(CultureInfo.InvariantCulture, $"{DraftName}.{Environment.ProcessId}"));

    private string PasswordDraft => Path.Combine(place.Root, "initdb-password");

    public async Task Make(string password, CancellationToken ct)
    {
        await FileModes.Write(PasswordDraft, password, FileModes.Private, ct);
        await place.User.Own(PasswordDraft, ct);
        try
        {
            await Initialise(ct);
        }
        finally
        {
            File.Delete(PasswordDraft);
        }

        await File.AppendAllTextAsync(Path.Combine(Draft, "postgresql.conf"), $"\ninclude = '{ServerSettings.FileName}'\n", ct);
        if (Directory.Exists(place.Data))
        {
            throw new PostgresFailed($"The folder {place.Data} is there but holds no database: move it away.");
        }

        Directory.Move(Draft, place.Data);
    }

    private async Task Initialise(CancellationToken ct)
    {
        var refusal = new CommandResult(1, "");
        foreach (var locale in Locales())
        {
            Sweep();
            await place.User.Folder(Draft, ct);
            refusal = await Command.Run(place.User.Line([.. Line(), .. locale]), ct);
            if (refusal.Succeeded)
            {
                return;
            }
        }

        throw new PostgresFailed($"initdb could not make the database in {place.Root}: {refusal.Reason}");
    }

    private void Sweep()
    {
        foreach (var draft in Directory.EnumerateDirectories(place.Root, DraftName + ".*"))
        {
            try
            {
                Directory.Delete(draft, recursive: true);
            }
            catch (IOException) when (draft != Draft)
            {
                // Somebody's last gasp is still writing there; the next one sweeps it.
            }
        }
    }

    private string[] Line() =>
    [
        binaries.Initdb, "-D", Draft, "-U", LocalCluster.Owner, "--pwfile", PasswordDraft, "--encoding=UTF8", "--auth-host=scram-sha-256",
        "--auth-local=scram-sha-256", .. options.Durable ? Array.Empty<string>() : ["--no-sync"],
    ];

    // Code point order and Unicode letters everywhere; from 17 on PostgreSQL has that itself and no library of the system can change it.
    private string[][] Locales() => binaries.Major >= 17
        ? [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
        : [["--locale=C.UTF-8"], ["--locale=C"]];
}
