using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>What the server is told at each start, in a file of its own that <c>postgresql.conf</c> includes.</summary>
internal static class ServerSettings
{
    public const string FileName = "crm.conf";

    private const long ComfortableSharedMemory = 256L << 20;

    public static async Task Write(Place place, int port, LocalClusterOptions options, CancellationToken ct)
    {
        var path = Path.Combine(place.Data, FileName);
        await FileModes.Write(path, Text(place, port, options), FileModes.Readable, ct);
    }

    private static string Text(Place place, int port, LocalClusterOptions options)
    {
        var durable = options.Durable ? "on" : "off";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written at each start of the server; put your own settings into postgresql.conf, below the line that includes this file.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            max_connections = {options.MaxConnections}
            shared_buffers = '{options.SharedBuffersMb}MB'
            fsync = {durable}
            synchronous_commit = {durable}
            full_page_writes = {durable}
            wal_level = minimal
            max_wal_senders = 0
            max_wal_size = '1GB'
            random_page_cost = 1.1
            jit = off
            autovacuum = on
            timezone = 'UTC'
            log_timezone = 'UTC'
            logging_collector = on
            log_directory = '{place.Log.Replace("'", "''", StringComparison.Ordinal)}'
            log_filename = 'postgres-%a.log'
            log_rotation_age = '1d'
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_line_prefix = '%m [%p] %q%u@%d '
            log_checkpoints = off
            {SharedMemory()}

            """);
    }

    // Containers often have 64 MB there, and a parallel query that needs more fails.
    private static string SharedMemory() =>
        Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").TotalSize < ComfortableSharedMemory ? "dynamic_shared_memory_type = mmap" : "";
}
