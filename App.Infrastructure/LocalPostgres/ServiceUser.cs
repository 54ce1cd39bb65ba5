namespace CrmLive.LocalPostgres;

/// <summary>
/// Who runs the server. PostgreSQL refuses to run as root, so root lends it another user: the owner of the data when there are
/// data, else <c>postgres</c>. Everybody else runs it as themselves.
/// </summary>
internal sealed class ServiceUser
{
    private readonly string owner;
    private readonly string[] prefix;

    private ServiceUser(string owner, string[] prefix) => (this.owner, this.prefix) = (owner, prefix);

    public bool IsAnother => prefix.Length > 0;

    public static async Task<ServiceUser> For(string data, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServiceUser("", []);
        }

        var (uid, gid) = await OwnerOf(data, ct) ?? await Postgres(ct);
        string[][] ways = [["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"], ["runuser", "-u", "postgres", "--"]];
        foreach (var way in ways)
        {
            if ((await Command.Run([.. way, "true"], ct)).Succeeded)
            {
                return new ServiceUser($"{uid}:{gid}", way);
            }
        }

        throw new PostgresFailed(
            "PostgreSQL refuses to run as root, and neither setpriv nor runuser could change to another user: start CrmLive as an ordinary user.");
    }

    public IEnumerable<string> Line(params string[] command) => [.. prefix, .. command];

    /// <summary>Makes a private folder that belongs to this user.</summary>
    public async Task Folder(string path, CancellationToken ct)
    {
        Directory.CreateDirectory(path);
        FileModes.Set(path, FileModes.PrivateFolder);
        await Own(path, ct);
    }

    public async Task Own(string path, CancellationToken ct)
    {
        if (IsAnother && await Command.Run(["chown", owner, path], ct) is { Succeeded: false } refused)
        {
            throw new PostgresFailed($"The folder {path} could not be given to the user that runs PostgreSQL: {refused.Reason}");
        }
    }

    public async Task<bool> CanEnter(string folder, CancellationToken ct) =>
        !IsAnother || (await Command.Run(Line("sh", "-c", "cd \"$0\"", folder), ct)).Succeeded;

    private static async Task<(string Uid, string Gid)?> OwnerOf(string data, CancellationToken ct)
    {
        var stat = await Command.Run(["stat", "-c", "%u %g", data], ct);
        return stat.Succeeded && stat.Output.Split(' ') is [var uid, var gid] && uid is not "0" ? (uid, gid) : null;
    }

    private static async Task<(string Uid, string Gid)> Postgres(CancellationToken ct)
    {
        if (!(await Command.Run(["id", "-u", "postgres"], ct)).Succeeded
            && await Command.Run(["useradd", "-r", "-U", "-M", "-s", "/usr/sbin/nologin", "postgres"], ct) is { Succeeded: false } refused)
        {
            throw new PostgresFailed(
                $"PostgreSQL refuses to run as root, and the user postgres could not be made ({refused.Reason}): start CrmLive as an ordinary user.");
        }

        return ((await Command.Run(["id", "-u", "postgres"], ct)).Output, (await Command.Run(["id", "-g", "postgres"], ct)).Output);
    }
}
