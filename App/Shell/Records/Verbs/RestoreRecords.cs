using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Takes many records out of the bin at once, as far as the asker may.</summary>
[RecordVerb("Restore{1}", Permission.Delete)]
public sealed record RestoreRecords<T>(IReadOnlyList<long> Records) : ICommand<ManyDone>, IRepeatable
    where T : Entity, IKept;

file sealed class Rules<T> : AbstractValidator<RestoreRecords<T>>
    where T : Entity, IKept
{
    public Rules() => RuleFor(many => many.Records).Many();
}

file sealed class Handler<T>(CrmDb db) : IRequestHandler<RestoreRecords<T>, ManyDone>
    where T : Entity, IKept
{
    public async Task<ManyDone> Handle(RestoreRecords<T> request, CancellationToken cancellationToken)
    {
        var asked = request.Records;
        var rows = await db.Set<T>().Binned(inBin: true).Where(row => asked.Contains(row.Id)).ToListAsync(cancellationToken);
        rows.ForEach(row => row.Restore());
        await db.SaveChangesAsync(cancellationToken);
        return ManyDone.Of(asked, rows.Select(row => row.Id));
    }
}
