using Microsoft.Extensions.Logging;

namespace CrmLive.LocalPostgres;

/// <summary>
/// A private PostgreSQL below the application's home: found or installed, made, started, kept alive and, by the last process that
/// uses it, stopped. Any number of processes may use one home at once, and any number of homes may run beside each other.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    /// <summary>The superuser that owns the cluster. Row security does not bind it: the application itself needs a role of its own.</summary>
    public const string Owner = "crm_owner";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    private readonly Place place;
    private readonly Server server;
    private readonly Passwords passwords;
    private readonly LocalClusterOptions options;
    private readonly ILogger log;
    private readonly CancellationTokenSource leaving = new();
    private UserMark? mark;

    private LocalCluster(Place place, Server server, Passwords passwords, LocalClusterOptions options, ILogger log) =>
        (this.place, this.server, this.passwords, this.options, this.log) = (place, server, passwords, options, log);

    /// <summary>False when the server was running already.</summary>
    public bool StartedHere { get; private set; }

    public int Port => server.Port;

    /// <summary>The folder with data, log and password.</summary>
    public string Folder => place.Root;

    public static Task<LocalCluster> Start(string home, ILogger log, Action<string> say, CancellationToken ct) =>
        Start(home, log, say, new LocalClusterOptions(), ct);

    /// <summary>Returns when the server answers.</summary>
    /// <param name="home">The application's home; the cluster lies in its folder <c>postgres</c>.</param>
    /// <param name="log">Receives what an operator wants to know.</param>
    /// <param name="say">Receives one line for the user wherever there is something to wait for.</param>
    /// <param name="options">How the server runs.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="PostgresMissing">There are no server programs for this machine or these data.</exception>
    /// <exception cref="PostgresFailed">The server could not be made or started.</exception>
    public static async Task<LocalCluster> Start(
        string home, ILogger log, Action<string> say, LocalClusterOptions options, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PostgresMissing("On Windows CrmLive does not run its own PostgreSQL: configure a connection string.");
        }

        try
        {
            return await StartIn(await Place.Choose(home, ct), log, say, options, ct);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PostgresFailed($"The local database below {home} belongs to another user ({e.Message}): start as that user or choose another home.", e);
        }
    }

    /// <summary>The address of a database for a role; roles other than the owner are made by <see cref="EnsureRole"/>.</summary>
    public string ConnectionString(string database, string user) => Handshake.ConnectionString(Port, database, user, passwords);

    /// <summary>The password that <see cref="ConnectionString"/> uses for a role.</summary>
    public string PasswordOf(string user) => passwords.Of(user);

    public async Task EnsureDatabase(string name, CancellationToken ct)
    {
        await using var owner = await OwnerTools.Open(ConnectionString("postgres", Owner), ct);
        await owner.EnsureDatabase(name, ct);
    }

    /// <summary>Makes a login without any special right, or gives it its password again.</summary>
    public async Task EnsureRole(string name, CancellationToken ct)
    {
        await using var owner = await OwnerTools.Open(ConnectionString("postgres", Owner), ct);
        await owner.EnsureRole(name, passwords.Of(name), ct);
    }

    /// <summary>Watches the server and starts it again, on the same port, whenever it is gone. Runs until cancelled or disposed.</summary>
    public async Task Keep(CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct, leaving.Token);
        using var timer = new PeriodicTimer(Heartbeat, options.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(until.Token))
            {
                if (!server.IsAlive)
                {
                    await Revive(until.Token);
                }
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // That is how watching ends.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (mark is null)
        {
            return;
        }

        await leaving.CancelAsync();
        using (await FileLock.Take(place.Lock, options.Clock, CancellationToken.None))
        {
            await Leave();
        }

        leaving.Dispose();
    }

    private async Task Enter(CancellationToken ct)
    {
        mark = UserMark.Enter(place.Users);
        try
        {
            StartedHere = await server.Run(ct);
        }
        catch
        {
            await Leave();
            throw;
        }
    }

    private async Task Leave()
    {
        mark?.Dispose();
        mark = null;
        if (!UserMark.Any(place.Users))
        {
            await server.Stop(CancellationToken.None);
        }
    }

    private static async Task<LocalCluster> StartIn(
        Place place, ILogger log, Action<string> say, LocalClusterOptions options, CancellationToken ct)
    {
        using var turn = await FileLock.Take(place.Lock, options.Clock, ct);
        var binaries = await new BinaryFinder(place, options, say).Find(ct);
        var secrets = await Passwords.In(place, ct);
        LocalPostgresLog.Using(log, binaries.Major, binaries.Folder, place.Data);
        await place.User.Folder(place.Log, ct);
        if (place.DataMajor is null)
        {
            say("Making the local database (this happens once)…");
            await new ClusterMaker(place, binaries, options).Make(secrets.Of(Owner), ct);
        }

        var cluster = new LocalCluster(place, new Server(place, binaries, options, secrets, log), secrets, options, log);
        await cluster.Enter(ct);
        return cluster;
    }

    private async Task Revive(CancellationToken ct)
    {
        LocalPostgresLog.Gone(log);
        try
        {
            using var turn = await FileLock.Take(place.Lock, options.Clock, ct);
            await server.Run(ct);
        }
        catch (Exception e) when (e is PostgresFailed or IOException or UnauthorizedAccessException)
        {
            LocalPostgresLog.StillGone(log, e);
        }
    }
}
