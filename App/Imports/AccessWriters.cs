using CrmLive.Access;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

internal sealed class TeamWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, Team> _known = [];
    private Dictionary<string, long> _names = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct)
    {
        var names = rows.Select(row => ((TeamContent)row.Content).Name).ToList();
        _known = await Desk.Rows<Team>().Where(team => known.Contains(team.Id) || names.Contains(team.Name)).ToDictionaryAsync(team => team.Id, ct);
        _names = _known.Values.ToDictionary(team => team.Name, team => team.Id);
    }

    public override long? Twin(RowContent content) => _names.TryGetValue(((TeamContent)content).Name, out var id) ? id : null;

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var (name, region) = (TeamContent)content;
        var team = new Team(await Desk.NextId(ct), name, region);
        Desk.Keep(team);
        _known[team.Id] = team;
        _names[team.Name] = team.Id;
        return team.Id;
    }

    public override Task Change(long id, RowContent content, CancellationToken ct)
    {
        var (name, region) = (TeamContent)content;
        var team = Found(_known, id, RecordKind.Team);
        Whole(team, () => team.Rename(name, region));
        return Task.CompletedTask;
    }
}

/// <summary>People with one role and one team each. Roles and teams that they have besides stay.</summary>
internal sealed class UserWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, User> _known = [];
    private Dictionary<string, long> _emails = [];
    private Dictionary<string, long> _roles = [];
    private HashSet<(long User, long Role)> _hasRole = [];
    private HashSet<(long User, long Team)> _hasTeam = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct)
    {
        var emails = rows.Select(row => ((UserContent)row.Content).Email.ToLowerInvariant()).ToList();
        _known = await Desk.Rows<User>().Where(user => known.Contains(user.Id) || emails.Contains(user.Email)).ToDictionaryAsync(user => user.Id, ct);
        _emails = _known.Values.ToDictionary(user => user.Email, user => user.Id);
        _roles = await Desk.Db.Roles.ToDictionaryAsync(role => role.Key, role => role.Id, ct);
        var people = _known.Keys.ToList();
        _hasRole = [.. (await Desk.Db.UserRoles.Where(link => people.Contains(link.UserId)).Select(link => new { link.UserId, link.RoleId }).ToListAsync(ct)).Select(link => (link.UserId, link.RoleId))];
        _hasTeam = [.. (await Desk.Db.TeamMembers.Where(link => people.Contains(link.UserId)).Select(link => new { link.UserId, link.TeamId }).ToListAsync(ct)).Select(link => (link.UserId, link.TeamId))];
    }

    public override long? Twin(RowContent content) => _emails.TryGetValue(((UserContent)content).Email.ToLowerInvariant(), out var id) ? id : null;

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var row = (UserContent)content;
        var user = new User(await Desk.NextId(ct), row.Name, row.Email, Desk.Plan.ForEvaluation);
        var role = Role(row);
        Desk.Keep(user);
        _known[user.Id] = user;
        _emails[user.Email] = user.Id;
        await Join(user.Id, role, row, ct);
        return user.Id;
    }

    public override async Task Change(long id, RowContent content, CancellationToken ct)
    {
        var row = (UserContent)content;
        var user = Found(_known, id, RecordKind.User);
        var role = Role(row);
        Whole(user, () => user.Rename(row.Name, row.Email));
        await Join(id, role, row, ct);
    }

    // A rehearsal may be the first that happens in a tenant; then its roles are the built-in ones.
    private long Role(UserContent row) =>
        _roles.TryGetValue(row.Role, out var id) ? id
        : Desk.Rehearsal is not null && RoleDefinition.Named(row.Role) is not null ? 0
        : throw new RuleBroken("role.unknown", $"There is no role '{row.Role}'. There is {string.Join(", ", _roles.Keys.Order(StringComparer.Ordinal))}.", "role");

    private async Task Join(long user, long role, UserContent row, CancellationToken ct)
    {
        if (_hasRole.Add((user, role)))
        {
            Desk.Keep(new UserRole(await Desk.NextId(ct), user, role));
        }

        if (Desk.To(row.Team) is { } team && _hasTeam.Add((user, team)))
        {
            Desk.Keep(new TeamMember(await Desk.NextId(ct), team, user, row.Leads));
        }
    }
}
