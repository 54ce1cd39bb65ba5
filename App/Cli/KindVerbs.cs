using System.CommandLine;
using System.Globalization;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary><c>crm leads list | show | add | edit | assign | delete | restore | history</c>, and the same for every other kind of record, made of its declaration.</summary>
internal static class KindVerbs
{
    /// <summary>Makes the command of a kind.</summary>
    public static Func<Command> Of(RecordType type) => () =>
        ((IKindVerbs)Activator.CreateInstance(typeof(Kind<,>).MakeGenericType(type.Entity, type.Typed))!).Command();

    private interface IKindVerbs
    {
        Command Command();
    }

    private sealed class Kind<T, TFields> : IKindVerbs
        where T : Entity, IRecordOf<TFields>
        where TFields : class
    {
        private static readonly RecordType Type = RecordTypes.Of<T>();
        private static readonly string One = Type.Label.ToLowerInvariant();
        private readonly Argument<string> _id = new(One) { Description = $"Id such as {Type.Kind.Prefix}_1001." };
        private readonly Option<string?> _search = new("--search") { Description = "Words that they are found by." };
        private readonly Option<string?> _filter = new("--filter") { Description = "A condition on the fields, such as: country = \"France\"." };
        private readonly Option<string?> _sort = new("--sort") { Description = "name, updated_at or another field; with a hyphen before it the other way round." };
        private readonly Option<bool> _bin = new("--bin") { Description = "Those in the bin instead." };
        private readonly Option<string?> _cursor = new("--cursor") { Description = "next_cursor of the page before." };
        private readonly Option<int> _limit = new("--limit") { Description = "Records per page, 1 to 200.", DefaultValueFactory = _ => 50 };
        private readonly Option<string?> _owner = new("--owner") { Description = "Id of the owner: usr_1001." };
        private readonly Option<long?> _version = new("--if-version") { Description = "Refuses when the record has changed since this version." };
        private readonly IReadOnlyDictionary<string, Option<string?>> _values = Options().ToDictionary(option => option.Name.TrimStart('-').Replace('-', '_'));

        public Command Command()
        {
            Symbol[] values = [.. _values.Values];
            var verbs = new List<Command>
            {
                Verb.Of("list", $"Lists {Type.Path}.", List, [_search, _filter, _sort, _bin, _cursor, _limit, .. Type.IsOwned ? (Symbol[])[_owner] : []]),
                Verb.Of("show", $"Shows one {One}.", Show, _id),
                Verb.Of("add", $"Adds a record to the {Type.Path}.", Add, [.. values, .. Type.IsOwned ? (Symbol[])[_owner] : []]),
                Verb.Of("edit", "Changes what is named and leaves the rest; an empty value takes away.", Edit, [_id, .. values, _version]),
                Verb.Of("delete", "Puts it into the bin.", run => Done(run, new DeleteRecord<T>(Number(run), run.Get(_version))), _id, _version),
                Verb.Of("restore", "Takes it out of the bin.", run => Done(run, new RestoreRecord<T>(Number(run), run.Get(_version))), _id, _version),
                Verb.Of("history", "Shows what happened to it, the latest first.", History, _id, _cursor, _limit),
            };
            if (Type.IsOwned)
            {
                verbs.Add(Verb.Of("assign", "Gives it to somebody, or without an owner to nobody.", Assign, _id, _owner, _version));
            }

            return Verb.Group(Type.Path, $"{Type.Plural}.", [.. verbs]);
        }

        private static IEnumerable<Option<string?>> Options() => Type.Fields.SelectMany(field => field.CurrencyKey is { } currency
            ? (IEnumerable<Option<string?>>)[Named(field.Wire, "A number with a point: 1250.50."), Named(currency, "ISO 4217, such as EUR.")]
            : [Named(field.Wire, Description(field))]);

        private static Option<string?> Named(string key, string description) => new($"--{key.Replace('_', '-')}") { Description = description };

        private static string Description(RecordField field) => field.Family switch
        {
            FieldFamily.Choice => string.Join(", ", field.Choices!.Select(choice => choice.Key)) + ".",
            FieldFamily.Reference => $"Id such as {field.Target!.Prefix}_1001.",
            FieldFamily.YesNo => "true or false.",
            FieldFamily.Date => "A day: 2026-03-31.",
            FieldFamily.Integer or FieldFamily.Number or FieldFamily.Percent => "A number.",
            _ => $"{field.Label}.",
        };

        private async Task<object?> List(VerbRun run)
        {
            var query = new RecordQuery
            {
                Search = run.Get(_search),
                Filter = run.Get(_filter),
                Sort = run.Get(_sort),
                InBin = run.Get(_bin),
                Cursor = run.Get(_cursor),
                Limit = run.Get(_limit),
            };
            var page = await run.Send(query.Request<T>() with { OwnerId = Type.IsOwned ? run.Number(RecordKind.User, _owner) : null });
            return new Dictionary<string, object?> { [Type.Path] = page.Rows.Select(Shown), ["next_cursor"] = page.Next };
        }

        private async Task<object?> Show(VerbRun run) => Shown(await run.Send(new GetRecord<T, TFields>(Number(run))));

        private async Task<object?> Add(VerbRun run)
        {
            var owner = Type.IsOwned ? run.Number(RecordKind.User, _owner) : null;
            var id = await run.Send(run.Service<RecordCommands<T, TFields>>().Add(Over(run, null), owner));
            return new { Id = new RecordId(Type.Kind, id) };
        }

        private async Task<object?> Edit(VerbRun run)
        {
            var present = await run.Send(new GetRecord<T, TFields>(Number(run)));
            var edit = run.Service<RecordCommands<T, TFields>>().Edit(present.Id, Over(run, present.Fields), run.Get(_version) ?? present.Version, run.Get(_version) is not null);
            return await Done(run, edit);
        }

        private async Task<object?> Assign(VerbRun run) =>
            await Done(run, run.Service<RecordCommands<T, TFields>>().Assign!(Number(run), run.Number(RecordKind.User, _owner), run.Get(_version)));

        private async Task<object?> History(VerbRun run)
        {
            var page = await run.Send(new GetRecordHistory<T>(Number(run), run.Get(_cursor), run.Get(_limit)));
            return new { History = page.Rows.Select(HistoryItem.Of), NextCursor = page.Next };
        }

        private async Task<object?> Done(VerbRun run, ICommand<long> command) => new { Id = new RecordId(Type.Kind, Number(run)), Version = await run.Send(command) };

        private long Number(VerbRun run) => WireId.Of(Type.Kind, run.Get(_id));

        // What is not named stays as it is, or as a new record has it.
        private TFields Over(VerbRun run, TFields? present)
        {
            var set = FieldSet.Of(typeof(TFields));
            var makers = set.Maker.GetParameters().ToDictionary(parameter => parameter.Name!);
            return set.Make<TFields>(property =>
            {
                var key = Type.Fields.FirstOrDefault(field => field.Property == property.Name)?.Wire ?? Type.Fields.First(field => field.CurrencyProperty == property.Name).CurrencyKey!;
                return run.Get(_values[key]) is { } typed ? Read(typed, key, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
                    : present is not null ? property.GetValue(present)
                    : makers[property.Name].HasDefaultValue ? makers[property.Name].DefaultValue : null;
            });
        }

        private static object? Read(string typed, string key, Type type) =>
            typed.Length == 0 ? null
            : type == typeof(int) && int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : type == typeof(decimal) && decimal.TryParse(typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : type == typeof(bool) && bool.TryParse(typed, out var truth) ? truth
            : type == typeof(DateOnly) && AddressText.Day(typed) is { } day ? day
            : type == typeof(long) && RecordId.TryParse(typed, Type.Fields.First(field => field.Wire == key).Target!, out var id) ? id
            : type == typeof(string) ? typed
            : throw InvalidInput.Of(key, "unreadable", $"--{key.Replace('_', '-')} cannot be {Text.Short(typed)}. --help says what it can be.");

        private static Dictionary<string, object?> Shown(RecordRow row)
        {
            var shown = new Dictionary<string, object?> { ["id"] = new RecordId(Type.Kind, row.Id), ["name"] = row.Name };
            foreach (var field in Type.Fields.Where(field => !field.IsName && row.Values.ContainsKey(field.Key)))
            {
                shown[field.Wire] = row[field.Key] switch { Money money => money.Amount, RecordLink link => link.Id, var value => value };
                if (field.CurrencyKey is { } currency)
                {
                    shown[currency] = row[field.Key] is Money money ? money.Currency : null;
                }
            }

            shown["owner"] = row.Owner;
            shown["updated_at"] = row.ChangedAt;
            shown["version"] = row.Version;
            return shown;
        }

        private static Dictionary<string, object?> Shown(RecordDetails<TFields> record)
        {
            var shown = new Dictionary<string, object?> { ["id"] = new RecordId(Type.Kind, record.Id), ["name"] = record.Name };
            foreach (var field in Type.Fields)
            {
                var value = typeof(TFields).GetProperty(field.Property)!.GetValue(record.Fields);
                shown[field.Wire] = value is long number && field.Target is { } target ? new RecordId(target, number) : value;
                if (field.CurrencyKey is { } currency)
                {
                    shown[currency] = typeof(TFields).GetProperty(field.CurrencyProperty!)!.GetValue(record.Fields);
                }
            }

            shown["owner"] = record.Owner;
            shown["team"] = record.Team;
            shown["updated_at"] = record.ChangedAt;
            shown["version"] = record.Version;
            return shown;
        }
    }
}
