namespace CrmLive.Imports;

/// <summary>Takes the values of one row by the rules of its table; collects all that is wrong with it rather than the first.</summary>
internal sealed class RowReader(ImportMap map, TableMap table, SourceRow row)
{
    private readonly Dictionary<string, Dictionary<string, string>>? _aliases = map.Aliases.GetValueOrDefault(table.File);
    private readonly HashSet<string> _mended = [];
    private readonly List<RowRemark> _remarks = [];

    public IReadOnlyList<RowRemark> Remarks => _remarks;

    public bool IsRefused => _remarks.Exists(remark => remark.Kind == RemarkKind.Refused);

    /// <summary>The id of the row at its source, or null when a part of it is missing.</summary>
    public string? Id(IReadOnlyList<string> columns)
    {
        var parts = columns.Select(Cell).ToList();
        return parts.Contains(null) ? null : string.Join('|', parts);
    }

    public string? Text(string field) => table.Fields.TryGetValue(field, out var rule) ? Checked(field, rule, Raw(rule)) : null;

    public int? Number(string field) => Text(field) is { } text
        ? NumberText.Number(text, Decimals(field)) is { } number && decimal.IsInteger(number) && Math.Abs(number) < int.MaxValue
            ? (int)number
            : NoNumber<int>(field, text, "a whole number")
        : null;

    public Money? Money(string field) => Text(field) is { } text
        ? NumberText.Amount(text, Decimals(field), map.Currency) is { } money
            ? money * table.Fields[field].Times
            : NoNumber<Money>(field, text, "an amount in a known currency")
        : null;

    public DateOnly? Date(string field) => Text(field) is { } text ? Date(field, text, table.Fields[field].Format)?.DayIn(map.Zone()) : null;

    public Stamp? DateIn(string column, IReadOnlyList<string> formats) => Cell(column) is { } text ? Date(column, text, formats) : null;

    public bool YesNo(string field) => Text(field)?.ToLowerInvariant() switch
    {
        null => false,
        "true" or "yes" or "y" or "1" => true,
        "false" or "no" or "n" or "0" => false,
        var text => Wrong<bool>(field, text, "yes or no") is not null,
    };

    /// <summary>What a field points at; nothing when its columns are blank.</summary>
    public RowLink? Link(string field)
    {
        if (!table.Fields.TryGetValue(field, out var rule))
        {
            return null;
        }

        var kind = EntityShape.All[table.Entity].Field(field)!.Target!.Name;
        var value = Checked(field, rule, rule.Table is null ? Cell(rule.Column!) : Id(rule.Id));
        return value is null ? null : new RowLink(field, kind, rule.Table, rule.By, value);
    }

    public string? Cell(string column)
    {
        var said = row[column];
        if (said is null || _aliases is null || !_aliases.TryGetValue(column, out var meant) || !meant.TryGetValue(said, out var right))
        {
            return said;
        }

        // Nothing is written as an empty text there, and means what an empty cell means.
        var read = string.IsNullOrWhiteSpace(right) ? null : right.Trim();
        if (_mended.Add(column))
        {
            Remark(RemarkKind.Mended, "alias", $"{column} '{said}' was read as {(read is null ? "nothing" : $"'{read}'")}, as the alias table says.");
        }

        return read;
    }

    public void Refuse(string code, string message) => Remark(RemarkKind.Refused, code, message);

    public void Note(string code, string message) => Remark(RemarkKind.Noted, code, message);

    private Stamp? Date(string name, string text, IReadOnlyList<string> formats)
    {
        var (stamp, fault) = StampText.Read(text, formats);
        if (stamp is null)
        {
            Refuse("field.invalid", $"{Words(name)} '{Short(text)}' {fault}.");
        }

        return stamp;
    }

    private char? Decimals(string field) => table.Fields[field].Decimal ?? map.Decimal;

    private T? NoNumber<T>(string field, string text, string wanted)
        where T : struct
    {
        if (!NumberText.IsAmbiguous(text, Decimals(field)))
        {
            return Wrong<T>(field, text, wanted);
        }

        Refuse("number.ambiguous", $"{Words(field)} '{Short(text)}' can be two numbers. Name the sign before the decimals in the map: 'decimal' is . or ,");
        return null;
    }

    private string? Raw(FieldMap rule)
    {
        var text = rule.Constant ?? (rule.Join.Count > 0 ? string.Join(rule.With, rule.Join.Select(Cell).OfType<string>()) : rule.Column is null ? null : Cell(rule.Column));
        if (text is not null && rule.Split is { Length: > 0 } cut)
        {
            var parts = text.Split(cut, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            text = parts.ElementAtOrDefault(rule.Take < 0 ? parts.Length + rule.Take : rule.Take - 1);
        }

        text = rule.Case switch
        {
            "lower" => text?.ToLowerInvariant(),
            "upper" => text?.ToUpperInvariant(),
            "address" => text is null ? null : Address(text),
            _ => text,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text + rule.Suffix;
    }

    private string? Checked(string field, FieldMap rule, string? text)
    {
        if (text is null && (rule.Blank == Blank.Refuse || EntityShape.All[table.Entity].Field(field) is { IsRequired: true }))
        {
            Refuse("field.required", $"There is no {Words(field)}, and the row cannot do without.");
        }
        else if (text is null && rule.Blank == Blank.Note)
        {
            Note($"{field}.blank", $"There is no {Words(field)}; the row came in without.");
        }

        return text;
    }

    private T? Wrong<T>(string field, string text, string wanted)
        where T : struct
    {
        Refuse("field.invalid", $"{Words(field)} '{Short(text)}' is not {wanted}.");
        return null;
    }

    private void Remark(RemarkKind kind, string code, string message) => _remarks.Add(new RowRemark(kind, row.File, row.Line, code, message));

    private static string Words(string field) => field.Replace('_', ' ');

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    // Letters and digits with dots between the words; accents fall away.
    private static string Address(string name)
    {
        var words = string.Concat(NameFold.Whole(name).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '.'));
        return string.Join('.', words.Split('.', StringSplitOptions.RemoveEmptyEntries));
    }
}
