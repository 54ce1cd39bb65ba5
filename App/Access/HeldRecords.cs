using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>A kind of record that somebody else takes over when its owner leaves; a slice registers one.</summary>
/// <param name="one">In words, such as "open deal".</param>
public abstract class HeldRecords(string one, string many)
{
    /// <summary>In words: "1 open deal", "12 open deals".</summary>
    public string Words(int count, PersonalFormat format) => $"{format.Number(count)} {(count == 1 ? one : many)}";

    internal abstract Task<int> Count(CrmDb db, long userId, CancellationToken ct);

    /// <summary>Gives some of them to a person, as far as the asker may. Returns how many.</summary>
    internal abstract Task<int> Give(CrmDb db, long userId, Owner to, int most, CancellationToken ct);
}

/// <param name="held">Those that have to go on, closed ones left out.</param>
/// <param name="assign">Gives one to a person and a team.</param>
public sealed class HeldRecords<T>(string one, string many, Func<CrmDb, IQueryable<T>> held, Action<T, long?, long?> assign) : HeldRecords(one, many)
    where T : Entity, IOwned, IRecord
{
    internal override Task<int> Count(CrmDb db, long userId, CancellationToken ct) => held(db).CountAsync(row => row.OwnerId == userId, ct);

    internal override async Task<int> Give(CrmDb db, long userId, Owner to, int most, CancellationToken ct)
    {
        var rows = await held(db).Where(row => row.OwnerId == userId).OrderBy(row => row.Id).Take(most).ToListAsync(ct);
        var mine = rows.FindAll(row => Rights.To(db, row).Edit);
        mine.ForEach(row => assign(row, to.UserId, to.TeamId));
        return mine.Count;
    }
}
