using System.Security.Cryptography;
using System.Text;

namespace CrmLive.LocalPostgres;

/// <summary>
/// The folder of one cluster. It is <c>home/postgres</c>, unless root lends PostgreSQL a user that cannot get there (a home below
/// <c>/root</c>): then it is <c>/var/lib/crmlive/&lt;hash of home&gt;</c>, and <c>home/postgres/moved-to</c> says so.
/// </summary>
internal sealed class Place
{
    private const string Elsewhere = "/var/lib/crmlive";
    private const string NoteName = "moved-to";

    private Place(string root, ServiceUser user) => (Root, User) = (root, user);

    public string Root { get; }

    public ServiceUser User { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "log");

    public string PasswordFile => Path.Combine(Root, "password");

    public string PortFile => Path.Combine(Root, "port");

    public string Lock => Path.Combine(Root, "lock");

    public string Users => Path.Combine(Root, "users");

    public string Npm => Path.Combine(Root, "npm");

    /// <summary>PostgreSQL's major version as the data have it; null when there are no data yet.</summary>
    public int? DataMajor =>
        File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile), System.Globalization.CultureInfo.InvariantCulture) : null;

    private string VersionFile => Path.Combine(Data, "PG_VERSION");

    public static async Task<Place> Choose(string home, CancellationToken ct)
    {
        Directory.CreateDirectory(home);
        var near = Path.Combine(RealPath.Of(home), "postgres");
        MakeFolder(near);
        var far = Path.Combine(Elsewhere, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(near)))[..16]);
        var note = Path.Combine(near, NoteName);
        if (!File.Exists(note))
        {
            var place = new Place(near, await ServiceUser.For(Path.Combine(near, "data"), ct));
            if (await place.User.CanEnter(near, ct))
            {
                return place;
            }

            MakeFolder(Elsewhere);
            await Note(note, far, ct);
        }

        var root = await Follow(note, far, ct);
        return new Place(root, await ServiceUser.For(Path.Combine(root, "data"), ct));
    }

    // A copied home brings its note along; a copy must not work on the data of the original, but a renamed home must find its own.
    private static async Task<string> Follow(string note, string far, CancellationToken ct)
    {
        var near = Path.GetDirectoryName(note)!;
        var target = (await File.ReadAllLinesAsync(note, ct))[0];
        var back = Path.Combine(target, "home");
        var home = File.Exists(back) ? await File.ReadAllTextAsync(back, ct) : null;
        if (home == near)
        {
            return target;
        }

        var root = home is not null && File.Exists(Path.Combine(home, NoteName)) ? far : target;
        MakeFolder(root);
        await FileModes.Write(Path.Combine(root, "home"), near, FileModes.Readable, ct);
        await Note(note, root, ct);
        return root;
    }

    private static Task Note(string note, string root, CancellationToken ct) =>
        FileModes.Write(note, $"{root}\nThe user that runs PostgreSQL cannot enter this folder, so the data are there.\n", FileModes.Readable, ct);

    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        FileModes.Set(path, Environment.IsPrivilegedProcess ? FileModes.PassableFolder : FileModes.PrivateFolder);
    }
}
