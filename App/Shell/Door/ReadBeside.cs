using System.Linq.Expressions;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Reads one record with what stands beside it, such as the names of what it points at: in one command as it is now, in a few as it was.</summary>
internal static class ReadBeside
{
    /// <param name="asOf">Null for now.</param>
    /// <param name="beside">What is looked up for the record, today and with the rights of today.</param>
    public static async Task<Beside<T, TOther>> Read<T, TOther>(
        this CrmDb db, DatabaseProvider provider, long id, DateTimeOffset? asOf, Expression<Func<CrmDb, T, TOther>> beside, CancellationToken ct)
        where T : Entity, IRecord, ISoftDeleted
    {
        if (asOf is not { } instant)
        {
            return await db.Set<T>().AsNoTracking().Where(row => row.Id == id).Select(db, With(beside)).SingleOrDefaultAsync(ct) ?? throw Find.NoSuch<T>(id);
        }

        var former = await db.RequireAsOf<T>(provider, id, instant, ct);
        return new Beside<T, TOther>(former, await db.Around(former, beside).SingleAsync(ct));
    }

    private static Expression<Func<CrmDb, T, Beside<T, TOther>>> With<T, TOther>(Expression<Func<CrmDb, T, TOther>> beside) =>
        Expression.Lambda<Func<CrmDb, T, Beside<T, TOther>>>(
            Expression.New(typeof(Beside<T, TOther>).GetConstructor([typeof(T), typeof(TOther)])!, beside.Parameters[1], beside.Body), beside.Parameters);
}

/// <summary>A record, and what stands beside it.</summary>
internal sealed record Beside<T, TOther>(T Record, TOther Other);
