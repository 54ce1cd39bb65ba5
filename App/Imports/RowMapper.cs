using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrmLive.Customers;
using CrmLive.Shell;

namespace CrmLive.Imports;

/// <summary>Turns the rows of one table into rows that fit our records.</summary>
internal sealed class RowMapper(ImportMap map, TableMap table)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> _used = [.. Used(map, table)];

    /// <summary>The columns that the table reads and the file has to have.</summary>
    public IReadOnlyCollection<string> Used() => _used;

    /// <summary>Null when the row does not fit; the remarks say why.</summary>
    public (ImportRow? Row, IReadOnlyList<RowRemark> Remarks) Map(SourceRow row)
    {
        var reader = new RowReader(map, table, row);
        var id = reader.Id(table.Id);
        if (row.HasBrokenQuotes)
        {
            reader.Refuse("row.quotes", "A quotation mark is missing or stands where none belongs. Quote whole cells, and double the marks inside.");
        }
        else if (row.HasBrokenBytes)
        {
            reader.Refuse("row.encoding", "The row holds bytes that are no character of the encoding of the file. Mend it, or name another encoding in the map.");
        }
        else if (row.IsTooLong)
        {
            reader.Refuse("row.cells", $"The row has {row.Cells.Count} cells and the heading has {row.Heading.Width}. A quotation mark may be missing.");
        }
        else if (row.Cells.Any(cell => cell.Contains('\0', StringComparison.Ordinal)))
        {
            reader.Refuse("row.unreadable", "The row holds a character that cannot be stored.");
        }
        else if (id is null or { Length: > Text.NameLength })
        {
            reader.Refuse("row.no_id", $"The row cannot be told from others: {string.Join(", ", table.Id)} has to be filled, with at most {Text.NameLength} characters.");
        }

        var content = reader.IsRefused ? null : Content(reader);
        if (content is null || reader.IsRefused)
        {
            return (null, reader.Remarks);
        }

        var payload = Payload(row);
        return (new ImportRow(row.Line, id!, payload, Hash(payload), content), reader.Remarks);
    }

    private static IEnumerable<string> Used(ImportMap map, TableMap table) =>
    [
        .. table.Id,
        .. table.Fields.Values.SelectMany(field => field.Join.Concat(field.Id).Append(field.Column)).OfType<string>(),
        .. map.Aliases.GetValueOrDefault(table.File)?.Keys ?? Enumerable.Empty<string>(),
        .. table.History is { } history ? history.Entered.Values.OfType<string>().Append(history.Stage) : [],
    ];

    private RowContent Content(RowReader row) => table.Entity switch
    {
        "team" => new TeamContent(row.Text("name")!, row.Text("region")),
        "user" => new UserContent(row.Text("name")!, row.Text("email")!, row.Text("role")!, row.Link("team"), row.YesNo("leads")),
        "product" => Product(row),
        "account" => Account(row),
        "contact" => new ContactContent(
            new ContactFields(row.Text("first_name"), row.Text("last_name"), row.Text("email"), row.Text("phone"), row.Text("title")),
            row.Link("account"),
            row.Link("owner"),
            row.Link("team")),
        "opportunity" => Deal(row),
        _ => Record(row, RecordTypes.Of(RecordKind.Named(table.Entity)!)!),
    };

    private static RecordContent Record(RowReader row, RecordType type)
    {
        var amounts = type.Fields.Where(field => field.Family == FieldFamily.Money).ToDictionary(field => field, field => row.Money(field.Key));
        var fields = FieldSet.Of(type.Typed).Make<object>(property => Value(row, type, amounts, property.Name));
        var references = type.Fields.Where(field => field.Family == FieldFamily.Reference).ToDictionary(field => field.Key, field => row.Link(field.Key));
        return new RecordContent(fields, references, type.IsOwned ? row.Link("owner") : null, type.IsOwned ? row.Link("team") : null);
    }

    private static object? Value(RowReader row, RecordType type, Dictionary<RecordField, Money?> amounts, string property)
    {
        if (amounts.Keys.FirstOrDefault(field => field.CurrencyProperty == property) is { } amount)
        {
            return amounts[amount]?.Currency;
        }

        return type.Fields.FirstOrDefault(field => field.Property == property) is not { } field ? null : field.Family switch
        {
            FieldFamily.Money => amounts[field]?.Amount,
            FieldFamily.Integer => row.Number(field.Key),
            FieldFamily.Date => row.Date(field.Key),
            FieldFamily.YesNo => row.YesNo(field.Key),
            FieldFamily.Reference => null,
            _ => row.Text(field.Key),
        };
    }

    private static ProductContent Product(RowReader row)
    {
        var price = row.Money("list_price");
        return new ProductContent(new ProductFields(row.Text("name"), row.Text("series"), price?.Amount ?? 0m, price?.Currency));
    }

    private static AccountContent Account(RowReader row)
    {
        var revenue = row.Money("annual_revenue");
        var fields = new AccountFields(
            row.Text("name"),
            row.Text("website"),
            row.Text("industry"),
            row.Text("phone"),
            row.Text("country"),
            row.Number("employees"),
            row.Number("founded_year"),
            revenue?.Amount,
            revenue?.Currency);
        return new AccountContent(fields, row.Link("parent"), row.Link("owner"), row.Link("team"));
    }

    private DealContent Deal(RowReader row)
    {
        var amount = row.Money("amount");
        if (amount is { } given && given.Currency != map.Pipeline!.Currency)
        {
            row.Refuse("money.currency_mismatch", $"The amount is in {given.Currency}, and the pipeline {map.Pipeline.Name} counts in {map.Pipeline.Currency}.");
        }

        var links = new DealLinks(row.Link("account"), row.Link("contact"), row.Link("product"), row.Link("owner"), row.Link("team"));
        var steps = new DealSteps(map.Pipeline!, table.History!, map.Zone()).Read(row);
        return new DealContent(row.Text("name") ?? "", amount?.Amount, row.Date("expected_close"), row.Text("next_step"), links, steps);
    }

    // A table that reads one record out of many rows keeps only what it reads, or each row would say something else.
    private string Payload(SourceRow row) => JsonSerializer.Serialize(
        row.Heading.Columns.Keys.Where(column => !table.Distinct || _used.Contains(column)).ToDictionary(column => column, row.Raw), Plain);

    private static string Hash(string payload) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(payload)));
}
