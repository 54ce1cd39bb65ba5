using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CrmLive.LocalPostgres;

/// <summary>The server process over one data folder. Everything that changes it is called under the cluster's lock.</summary>
internal sealed class Server(Place place, Binaries binaries, LocalClusterOptions options, Passwords passwords, ILogger log)
{
    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public int Port { get; private set; }

    public bool IsAlive => Postmaster.Of(place.Data)?.Serves(place.Data) == true;

    /// <summary>Finds it running or starts it, and waits until it answers; true when it was started here.</summary>
    public async Task<bool> Run(CancellationToken ct)
    {
        var begun = options.Clock.GetTimestamp();
        var started = false;
        while (!await Answers(ct))
        {
            if (options.Clock.GetElapsedTime(begun) > options.Patience)
            {
                throw new PostgresFailed($"The local PostgreSQL in {place.Data} does not answer; its log ends with:\n{ServerLog.Tail(place)}");
            }

            if (IsAlive)
            {
                await Task.Delay(Pause, options.Clock, ct);
                continue;
            }

            await Launch(ct);
            started = true;
        }

        LocalPostgresLog.Ready(log, Port);
        return started;
    }

    public async Task Stop(CancellationToken ct)
    {
        if (!IsAlive)
        {
            return;
        }

        var fast = await Control(["stop", "-m", "fast", "-w", "-t", "30"], ct);
        if (!fast.Succeeded && IsAlive)
        {
            LocalPostgresLog.StoppedHard(log, fast.Reason);
            await Control(["stop", "-m", "immediate", "-w", "-t", "10"], ct);
        }

        LocalPostgresLog.Stopped(log);
    }

    private async Task<bool> Answers(CancellationToken ct)
    {
        if (Postmaster.Of(place.Data) is not { } postmaster || !postmaster.Serves(place.Data) || !await Handshake.With(postmaster, passwords, ct))
        {
            return false;
        }

        Port = postmaster.Port;
        return true;
    }

    private async Task Launch(CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var result = await Launch(await PortToUse(ct), ct);
            if (result.Succeeded || IsAlive)
            {
                return;
            }

            LocalPostgresLog.Refused(log, attempt, result.Reason);
            ServerProcess.EndOrphans(place.Data);
            await Task.Delay(Pause * attempt, options.Clock, ct);
        }

        throw new PostgresFailed($"The local PostgreSQL in {place.Data} does not start; its log ends with:\n{ServerLog.Tail(place)}");
    }

    // Once clients know the port it stays: their pools come back to it after a crash.
    private async Task<int> PortToUse(CancellationToken ct) => Port > 0 ? Port : await LoopbackPort.Choose(place, ct);

    private async Task<CommandResult> Launch(int port, CancellationToken ct)
    {
        // It names a dead process, a zombie or a stranger (see Postmaster.Serves); PostgreSQL itself would take the latter two for a server.
        File.Delete(Postmaster.FileOf(place.Data));
        File.Delete(ServerLog.StartFile(place));
        await ServerSettings.Write(place, port, options, ct);

        // pg_ctl puts the server into a session of its own, so that Ctrl-C reaches us but not it.
        var seconds = ((int)options.Patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return await Control(["start", "-w", "-t", seconds, "-l", ServerLog.StartFile(place)], ct);
    }

    private Task<CommandResult> Control(string[] words, CancellationToken ct) =>
        Command.Run(place.User.Line([binaries.PgCtl, "-D", place.Data, "-s", .. words]), ct);
}
