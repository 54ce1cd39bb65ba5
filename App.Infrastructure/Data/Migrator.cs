using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CrmLive.Data;

/// <summary>Brings the schema to this version: EF migrations, then the provider's scripts when they have changed. Safe to run from several nodes at once.</summary>
public sealed class Migrator(DatabaseProvider provider, TimeProvider clock, ILogger<Migrator> log)
{
    private const string Fingerprint = "schema-scripts";

    public async Task Run(CancellationToken ct)
    {
        await using var db = provider.CreateOwner();
        await using var held = await provider.LockSchema(db, ct);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count > 0)
        {
            log.LogInformation("Applying {Count} migrations, up to {Last}", pending.Count, pending[^1]);
            await db.Database.MigrateAsync(ct);
        }

        await RunScripts(db, isForced: pending.Count > 0, ct);
        foreach (var warning in await provider.CheckFence(ct))
        {
            log.LogWarning("{Warning}", warning);
        }
    }

    private async Task RunScripts(CrmDb db, bool isForced, CancellationToken ct)
    {
        var scripts = provider.Scripts();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(scripts.Select(script => script.Sql)))));
        var known = await db.SchemaScripts.SingleOrDefaultAsync(applied => applied.Name == Fingerprint, ct);
        if (!isForced && known?.Hash == hash)
        {
            return;
        }

        await Execute(db, scripts.SelectMany(script => provider.Batches(script.Sql)), ct);
        if (known is null)
        {
            known = new SchemaScripts { Name = Fingerprint, Hash = hash };
            db.SchemaScripts.Add(known);
        }

        known.Hash = hash;
        known.At = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
    }

    // On one open connection, because a batch may count on what an earlier one has SET.
    private static async Task Execute(CrmDb db, IEnumerable<string> batches, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        foreach (var batch in batches)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = batch;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(ct);
        }

        await db.Database.CloseConnectionAsync();
    }
}

/// <summary>Which re-runnable scripts stand in the database.</summary>
public sealed class SchemaScripts
{
    public required string Name { get; init; }

    public required string Hash { get; set; }

    public DateTimeOffset At { get; set; }
}
