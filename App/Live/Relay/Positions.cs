using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Where consumers stand. A place moves only from where its mover saw it, so a worker that lost its turn moves nothing.</summary>
public sealed class Positions(CrmDbFactory databases, DatabaseProvider provider, TimeProvider clock)
{
    /// <summary>Gives a consumer that is new here its first place.</summary>
    public async Task Ensure(EventConsumer consumer, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        if (await db.ConsumerPositions.AnyAsync(position => position.Name == consumer.Name, ct))
        {
            return;
        }

        var place = consumer.BeginsAtTheBeginning
            ? Place.Start
            : new Place(await db.Database.SqlQueryRaw<long>(provider.EventLog.Head).SingleAsync(ct), long.MaxValue);
        db.ConsumerPositions.Add(new ConsumerPosition
        {
            Name = consumer.Name,
            CommitMark = place.CommitMark,
            EventId = place.EventId,
            MovedAt = clock.GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (provider.IsUniqueViolation(taken))
        {
            // Another node was first; its place is as good.
        }
    }

    public async Task<ConsumerPosition> Find(string consumer, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await db.ConsumerPositions.AsNoTracking().SingleAsync(position => position.Name == consumer, ct);
    }

    /// <summary>False when somebody else has moved it meanwhile.</summary>
    public async Task<bool> Move(ConsumerPosition from, Place to, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await Move(db, from, to, ct);
    }

    /// <summary>In the transaction that is open.</summary>
    public async Task<bool> Move(CrmDb db, ConsumerPosition from, Place to, CancellationToken ct) =>
        await db.ConsumerPositions
            .Where(position => position.Name == from.Name && position.CommitMark == from.CommitMark && position.EventId == from.EventId)
            .ExecuteUpdateAsync(
                change => change
                    .SetProperty(position => position.CommitMark, to.CommitMark)
                    .SetProperty(position => position.EventId, to.EventId)
                    .SetProperty(position => position.MovedAt, clock.GetUtcNow()),
                ct) == 1;
}
