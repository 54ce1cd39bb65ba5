using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>The people whom a record can be given to, by name.</summary>
/// <param name="WithLeft">Behind them also who has left: their records can still be looked for.</param>
[Open("Work is handed on by name; a name is all that it tells, no address and no role.")]
public sealed record ListColleagues(bool WithLeft = false) : IQuery<IReadOnlyList<Colleague>>
{
    internal const int Most = 500;
}

public sealed record Colleague(long Id, string Name, bool HasLeft = false)
{
    /// <summary>The name as it stands in lists.</summary>
    public string Label => HasLeft ? LeftName(Name) : Name;

    public static string LeftName(string name) => $"{name} (left)";
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListColleagues, IReadOnlyList<Colleague>>
{
    public async Task<IReadOnlyList<Colleague>> Handle(ListColleagues request, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking()
            .Where(user => user.IsActive || request.WithLeft)
            .OrderBy(user => !user.IsActive).ThenBy(user => user.NameKey).ThenBy(user => user.Id)
            .Select(user => new Colleague(user.Id, user.Name, !user.IsActive))
            .Take(ListColleagues.Most)
            .ToListAsync(cancellationToken);
}
