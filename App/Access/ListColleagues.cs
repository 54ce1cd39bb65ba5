using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>The people whom a record can be given to, by name.</summary>
[Open("Work is handed on by name; a name is all that it tells, no address and no role.")]
public sealed record ListColleagues : IQuery<IReadOnlyList<Colleague>>
{
    internal const int Most = 500;
}

public sealed record Colleague(long Id, string Name);

file sealed class Handler(CrmDb db) : IRequestHandler<ListColleagues, IReadOnlyList<Colleague>>
{
    public async Task<IReadOnlyList<Colleague>> Handle(ListColleagues request, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking()
            .Where(user => user.IsActive)
            .OrderBy(user => user.NameKey).ThenBy(user => user.Id)
            .Select(user => new Colleague(user.Id, user.Name))
            .Take(ListColleagues.Most)
            .ToListAsync(cancellationToken);
}
