using System.Globalization;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Names of the records that fields point at, as far as the asker may see them; others stay numbers.</summary>
internal sealed class RecordNames(IReadOnlyDictionary<(RecordKind Kind, long Id), string> names)
{
    private static readonly Dictionary<string, RecordKind> Kinds = new(StringComparer.Ordinal)
    {
        ["owner_id"] = RecordKind.User,
        ["team_id"] = RecordKind.Team,
        ["account_id"] = RecordKind.Account,
        ["parent_id"] = RecordKind.Account,
        ["contact_id"] = RecordKind.Contact,
        ["product_id"] = RecordKind.Product,
        ["stage_id"] = RecordKind.Stage,
        ["from_stage_id"] = RecordKind.Stage,
        ["to_stage_id"] = RecordKind.Stage,
        ["from_user_id"] = RecordKind.User,
        ["to_user_id"] = RecordKind.User,
        ["asked_by_id"] = RecordKind.User,
    };

    public static IEnumerable<(RecordKind Kind, long Id)> References(ChangedField field) => References(field.Name, [field.Before, field.After]);

    /// <summary>The records that the values of a field point at, if it is a reference.</summary>
    public static IEnumerable<(RecordKind Kind, long Id)> References(string field, IEnumerable<string?> values) =>
        Kinds.TryGetValue(field, out var kind)
            ? values
                .Where(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(text => (kind, long.Parse(text!, CultureInfo.InvariantCulture)))
            : [];

    public static async Task<RecordNames> Of(CrmDb db, IEnumerable<(RecordKind Kind, long Id)> references, CancellationToken ct)
    {
        var wanted = references.Distinct().ToLookup(reference => reference.Kind, reference => reference.Id);
        var names = new Dictionary<(RecordKind, long), string>();
        await Add(RecordKind.User, ids => db.Users.Where(u => ids.Contains(u.Id)).Select(u => new Named(u.Id, u.Name)));
        await Add(RecordKind.Team, ids => db.Teams.Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.Name)));
        await Add(RecordKind.Account, ids => db.Accounts.Where(a => ids.Contains(a.Id)).Select(a => new Named(a.Id, a.Name)));
        await Add(RecordKind.Contact, ids => db.Contacts.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, (c.FirstName + " " + c.LastName).Trim())));
        await Add(RecordKind.Product, ids => db.Products.Where(p => ids.Contains(p.Id)).Select(p => new Named(p.Id, p.Name)));
        await Add(RecordKind.Stage, ids => db.Stages.IgnoreQueryFilters([Filters.Deleted]).Where(s => ids.Contains(s.Id)).Select(s => new Named(s.Id, s.Name)));
        return new RecordNames(names);

        async Task Add(RecordKind kind, Func<List<long>, IQueryable<Named>> read)
        {
            if (wanted.Contains(kind))
            {
                foreach (var found in await read([.. wanted[kind]]).ToListAsync(ct))
                {
                    names[(kind, found.Id)] = found.Name;
                }
            }
        }
    }

    /// <summary>A value as JSON has it: references with their prefix.</summary>
    public static object? Wire(string field, object? value) => value is long number && Kinds.TryGetValue(field, out var kind) ? new RecordId(kind, number) : value;

    public string? Show(string field, string? value) =>
        value is null || !Kinds.TryGetValue(field, out var kind) || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? value
            : names.GetValueOrDefault((kind, id)) ?? new RecordId(kind, id).ToString();

    private sealed record Named(long Id, string Name);
}
