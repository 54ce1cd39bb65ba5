using CrmLive.Data;
using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>What the writers of one batch share: the database, the numbers that links stand for, and whether anything is kept.</summary>
internal sealed class ImportDesk(CrmDb db, IdGenerator ids, BatchPlan plan, DateTimeOffset now)
{
    private readonly HashSet<(string? Table, string Kind, string? By, string Value)> _shared = [];
    private readonly Dictionary<(string? Table, string Kind, string? By, string Value), long> _links = [];
    private Dictionary<long, long> _teams = [];

    public CrmDb Db => db;

    public BatchPlan Plan => plan;

    public DateTimeOffset Now => now;

    /// <summary>Null when rows are kept.</summary>
    public Rehearsal? Rehearsal { get; init; }

    public ValueTask<long> NextId(CancellationToken ct) => Rehearsal is { } rehearsal ? ValueTask.FromResult(rehearsal.Next()) : ids.Next(ct);

    /// <summary>Rows to change; in a rehearsal changes are forgotten.</summary>
    public IQueryable<T> Rows<T>()
        where T : Entity => Rehearsal is null ? db.Set<T>() : db.Set<T>().AsNoTracking();

    public void Keep(Entity row)
    {
        if (Rehearsal is null)
        {
            db.Add(row);
        }
    }

    /// <summary>A row of this batch has become a record.</summary>
    public void Made(string sourceId, long id)
    {
        _links[(plan.Table, plan.Kind.Name, null, sourceId)] = id;
        Rehearsal?.Made.TryAdd((plan.Table, sourceId), id);
    }

    public bool Knows(RowLink link) => _links.ContainsKey(link.Key);

    /// <summary>Two records or more have the name, so that it stands for none of them.</summary>
    public bool IsShared(RowLink link) => _shared.Contains(link.Key);

    public long? To(RowLink? link) => link is null ? null : _links[link.Key];

    /// <summary>The owner with the given team, else with their own.</summary>
    public Responsible Responsible(RowLink? owner, RowLink? team)
    {
        var user = To(owner);
        return new Responsible(user, To(team) ?? (user is { } id && _teams.TryGetValue(id, out var own) ? own : null), db.UserId);
    }

    public async Task Resolve(IEnumerable<RowLink> links, CancellationToken ct)
    {
        foreach (var group in links.DistinctBy(link => link.Key).GroupBy(link => (link.Kind, link.Table, link.By)))
        {
            var values = group.Select(link => link.Value).ToList();
            if (group.Key.Table is { } table)
            {
                await FindRows(group.Key.Kind, table, values, ct);
            }
            else
            {
                await FindNamed(group.Key.Kind, group.Key.By!, values, ct);
            }
        }

        var people = _links.Where(link => link.Key.Kind == RecordKind.User.Name).Select(link => link.Value).ToList();
        _teams = people.Count == 0 ? [] : await db.TeamMembers.Where(member => people.Contains(member.UserId))
            .GroupBy(member => member.UserId)
            .Select(own => new { own.Key, Team = own.OrderByDescending(member => member.Leads).ThenBy(member => member.Id).First().TeamId })
            .ToDictionaryAsync(own => own.Key, own => own.Team, ct);
    }

    private async Task FindRows(string kind, string table, List<string> ids, CancellationToken ct)
    {
        var found = await new SourceIndex(db, plan.System, table).Numbers(ids, ct);
        foreach (var id in ids)
        {
            if (found.TryGetValue(id, out var number) || Rehearsal?.Made.TryGetValue((table, id), out number) == true)
            {
                _links[(table, kind, null, id)] = number;
            }
        }
    }

    private async Task FindNamed(string kind, string by, List<string> names, CancellationToken ct)
    {
        var found = await new NaturalKeys(db).Numbers(kind, by, names, ct);
        foreach (var name in names)
        {
            var numbers = found[NameFold.Of(name)].ToList();
            if (numbers.Count == 1)
            {
                _links[(null, kind, by, name)] = numbers[0];
            }
            else if (numbers.Count > 1)
            {
                _shared.Add((null, kind, by, name));
            }
        }
    }
}
