using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Access;

/// <summary>What a person owns that somebody has to go on with, by kind; kinds of which there is nothing are left out.</summary>
[Needs("user.update")]
public sealed record CountHeldRecords(long UserId) : IQuery<IReadOnlyList<HeldCount>>;

/// <param name="Words">Such as "12 open deals".</param>
public sealed record HeldCount(string Words, int Count);

file sealed class Handler(CrmDb db, IEnumerable<HeldRecords> kinds) : IRequestHandler<CountHeldRecords, IReadOnlyList<HeldCount>>
{
    public async Task<IReadOnlyList<HeldCount>> Handle(CountHeldRecords request, CancellationToken cancellationToken)
    {
        var counts = new List<HeldCount>();
        foreach (var kind in kinds)
        {
            var count = await kind.Count(db, request.UserId, cancellationToken);
            counts.Add(new HeldCount(kind.Words(count, db.Work.Format ?? PersonalFormat.Default), count));
        }

        return counts.FindAll(count => count.Count > 0);
    }
}
