using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Puts many records into the bin at once, as far as the asker may; the rest stay and are named.</summary>
[RecordVerb("Delete{1}", Permission.Delete)]
public sealed record DeleteRecords<T>(IReadOnlyList<long> Records) : ICommand<ManyDone>, IRepeatable
    where T : Entity, IKept;

/// <summary>What came of something that was done to many records at once.</summary>
/// <param name="Refused">Why which record stays as it is.</param>
public sealed record ManyDone(IReadOnlyList<long> Done, IReadOnlyDictionary<long, string> Refused)
{
    /// <summary>No more at once.</summary>
    public const int Most = 200;

    internal static ManyDone Of(IReadOnlyList<long> asked, IEnumerable<long> done)
    {
        List<long> all = [.. done];
        return new ManyDone(all, asked.Except(all).ToDictionary(id => id, _ => "It is gone, or not yours to change."));
    }
}

file sealed class Rules<T> : AbstractValidator<DeleteRecords<T>>
    where T : Entity, IKept
{
    public Rules() => RuleFor(many => many.Records).Many();
}

file sealed class Handler<T>(CrmDb db, TimeProvider clock) : IRequestHandler<DeleteRecords<T>, ManyDone>
    where T : Entity, IKept
{
    public async Task<ManyDone> Handle(DeleteRecords<T> request, CancellationToken cancellationToken)
    {
        var asked = request.Records;
        var rows = await db.Set<T>().Where(row => asked.Contains(row.Id)).ToListAsync(cancellationToken);
        rows.ForEach(row => row.Delete(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return ManyDone.Of(asked, rows.Select(row => row.Id));
    }
}
