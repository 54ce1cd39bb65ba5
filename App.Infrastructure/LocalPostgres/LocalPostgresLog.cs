using Microsoft.Extensions.Logging;

namespace CrmLive.LocalPostgres;

internal static partial class LocalPostgresLog
{
    [LoggerMessage(LogLevel.Information, "Local PostgreSQL {Major} from {Folder}, data in {Data}")]
    public static partial void Using(ILogger log, int major, string folder, string data);

    [LoggerMessage(LogLevel.Information, "Local PostgreSQL answers on 127.0.0.1:{Port}")]
    public static partial void Ready(ILogger log, int port);

    [LoggerMessage(LogLevel.Information, "Local PostgreSQL stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(LogLevel.Warning, "Local PostgreSQL is gone; starting it again")]
    public static partial void Gone(ILogger log);

    [LoggerMessage(LogLevel.Error, "Local PostgreSQL could not be started again; trying on")]
    public static partial void StillGone(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Local PostgreSQL did not start (attempt {Attempt}): {Reason}")]
    public static partial void Refused(ILogger log, int attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "Local PostgreSQL did not stop in time and was stopped at once: {Reason}")]
    public static partial void StoppedHard(ILogger log, string reason);
}
