using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Gives many records to a person at once, as far as the asker may; null takes them from everybody.</summary>
[RecordVerb("Assign{1}", Permission.Update)]
public sealed record AssignRecords<T>(IReadOnlyList<long> Records, long? OwnerId) : ICommand<ManyDone>, IRepeatable
    where T : Entity, IKept, IAssigned;

file sealed class Rules<T> : AbstractValidator<AssignRecords<T>>
    where T : Entity, IKept, IAssigned
{
    public Rules() => RuleFor(many => many.Records).Many();
}

file sealed class Handler<T>(CrmDb db, EditUndo undo) : IRequestHandler<AssignRecords<T>, ManyDone>
    where T : Entity, IKept, IAssigned
{
    public async Task<ManyDone> Handle(AssignRecords<T> request, CancellationToken cancellationToken)
    {
        var asked = request.Records;
        var owner = await Owner.Find(db, request.OwnerId, cancellationToken);
        var rows = await db.Set<T>().Where(row => asked.Contains(row.Id)).ToListAsync(cancellationToken);
        foreach (var id in asked.Except(rows.Select(row => row.Id)).ToList())
        {
            // What the asker has just given out of their reach they may call back.
            if (await undo.HandedOn<T>(id, cancellationToken) is { } handed && ((IOwned)handed.Before).OwnerId == request.OwnerId)
            {
                rows.Add(handed.Record);
            }
        }

        rows.ForEach(row => row.AssignTo(owner.UserId, owner.TeamId));
        await db.SaveChangesAsync(cancellationToken);
        return ManyDone.Of(asked, rows.Select(row => row.Id));
    }
}
