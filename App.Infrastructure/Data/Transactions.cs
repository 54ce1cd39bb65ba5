namespace CrmLive.Data;

/// <summary>Work that has to be read, judged and saved in one transaction.</summary>
public static class Transactions
{
    /// <summary>Does it in the transaction that is open, or in one of its own; what throws leaves nothing behind.</summary>
    public static async Task<T> AsOne<T>(this CrmDb db, Func<Task<T>> work, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var done = await work();
        await transaction.CommitAsync(ct);
        return done;
    }
}
