using System.Globalization;
using CrmLive.Access;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

internal sealed class TeamWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, Team> _known = [];
    private Dictionary<string, long> _names = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct)
    {
        _known = await Desk.Rows<Team>().ToDictionaryAsync(team => team.Id, ct);
        _names = _known.Values.GroupBy(team => NameFold.Of(team.Name)).ToDictionary(same => same.Key, same => same.Min(team => team.Id));
    }

    public override long? Twin(RowContent content) => _names.TryGetValue(NameFold.Of(((TeamContent)content).Name), out var id) ? id : null;

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var (name, region) = (TeamContent)content;
        var team = new Team(await Desk.NextId(ct), name, region);
        Desk.Keep(team);
        _known[team.Id] = team;
        _names[NameFold.Of(team.Name)] = team.Id;
        return team.Id;
    }

    public override Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var said = (TeamContent)content;
        var team = Found(_known, id, RecordKind.Team);
        var (name, region) = (merge.Take("name", team.Name, said.Name), merge.Take("region", team.Region, said.Region));
        Whole(team, () => team.Rename(name, region));
        return Task.CompletedTask;
    }

    public override WrittenValues Values(long id) => WrittenValues.Of(("name", _known[id].Name), ("region", _known[id].Region));
}

/// <summary>People with one role and one team each. Roles and teams that they have besides stay.</summary>
internal sealed class UserWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, User> _known = [];
    private Dictionary<string, long> _emails = [];
    private Dictionary<string, long> _roles = [];
    private readonly Dictionary<long, (long? Role, long? Team)> _joined = [];
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
        await Join(user.Id, role, Desk.To(row.Team), row.Leads, ct);
        return user.Id;
    }

    public override async Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var row = (UserContent)content;
        var user = Found(_known, id, RecordKind.User);
        var (role, team) = (Role(row), Desk.To(row.Team));
        var (name, email) = (merge.Take("name", user.Name, row.Name), merge.Take("email", user.Email, row.Email.ToLowerInvariant()));
        Whole(user, () => user.Rename(name, email));

        // Who was taken out of a role or team here is not put back into it.
        var joinsRole = merge.Take("role", Held("role", role, merge, held => _hasRole.Contains((id, held))), role) == role;
        var joinsTeam = team is not null && merge.Take("team", Held("team", team, merge, held => _hasTeam.Contains((id, held))), team) == team;
        await Join(id, joinsRole ? role : null, joinsTeam ? team : null, row.Leads, ct);
    }

    public override WrittenValues Values(long id) => WrittenValues.Of(
        ("name", _known[id].Name),
        ("email", _known[id].Email),
        ("role", _joined.GetValueOrDefault(id).Role),
        ("team", _joined.GetValueOrDefault(id).Team));

    // Of all that the person is in: what the row says, else what the import put them into.
    private static long? Held(string field, long? said, FieldMerge merge, Func<long, bool> isIn) =>
        said is { } wanted && isIn(wanted) ? wanted
        : long.TryParse(merge.Before(field), CultureInfo.InvariantCulture, out var before) && isIn(before) ? before
        : null;

    // A rehearsal may be the first that happens in a tenant; then its roles are the built-in ones.
    private long? Role(UserContent row) =>
        _roles.TryGetValue(NameFold.Of(row.Role), out var id) ? id
        : Desk.Rehearsal is not null && RoleDefinition.Named(NameFold.Of(row.Role)) is not null ? 0
        : throw new RuleBroken("role.unknown", $"There is no role '{row.Role}'. There is {string.Join(", ", _roles.Keys.Order(StringComparer.Ordinal))}.", "role");

    private async Task Join(long user, long? toRole, long? toTeam, bool leads, CancellationToken ct)
    {
        _joined[user] = (toRole, toTeam);
        if (toRole is { } role && _hasRole.Add((user, role)))
        {
            Desk.Keep(new UserRole(await Desk.NextId(ct), user, role));
        }

        if (toTeam is { } team && _hasTeam.Add((user, team)))
        {
            Desk.Keep(new TeamMember(await Desk.NextId(ct), team, user, leads));
        }
    }
}
