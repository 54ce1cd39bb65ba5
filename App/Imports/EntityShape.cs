namespace CrmLive.Imports;

/// <summary>The fields of a kind of record that an import can fill.</summary>
public sealed record EntityShape(RecordKind Kind, IReadOnlyList<FieldShape> Fields)
{
    private const bool Must = true;

    public static IReadOnlyDictionary<string, EntityShape> All { get; } = new[]
    {
        Of(RecordKind.Team, new("name", FieldType.Text, Must), new("region", FieldType.Text)),
        Of(
            RecordKind.User,
            new("name", FieldType.Text, Must),
            new("email", FieldType.Text, Must),
            new("role", FieldType.Text, Must),
            new("team", FieldType.Team),
            new("leads", FieldType.YesNo)),
        Of(
            RecordKind.Product,
            new("name", FieldType.Text, Must),
            new("series", FieldType.Text),
            new("list_price", FieldType.Money, Must)),
        Of(
            RecordKind.Account,
            new("name", FieldType.Text, Must),
            new("website", FieldType.Text),
            new("industry", FieldType.Text),
            new("phone", FieldType.Text),
            new("country", FieldType.Text),
            new("employees", FieldType.Number),
            new("founded_year", FieldType.Number),
            new("annual_revenue", FieldType.Money),
            new("parent", FieldType.Account),
            new("owner", FieldType.User),
            new("team", FieldType.Team)),
        Of(
            RecordKind.Contact,
            new("first_name", FieldType.Text),
            new("last_name", FieldType.Text, Must),
            new("email", FieldType.Text),
            new("phone", FieldType.Text),
            new("title", FieldType.Text),
            new("account", FieldType.Account),
            new("owner", FieldType.User),
            new("team", FieldType.Team)),
        Of(
            RecordKind.Deal,
            new("name", FieldType.Text, Must),
            new("amount", FieldType.Money),
            new("expected_close", FieldType.Date),
            new("next_step", FieldType.Text),
            new("lost_reason", FieldType.Text),
            new("account", FieldType.Account),
            new("contact", FieldType.Contact),
            new("product", FieldType.Product),
            new("owner", FieldType.User),
            new("team", FieldType.Team)),
    }.Concat(Declared()).ToDictionary(shape => shape.Kind.Name);

    public FieldShape? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);

    // Kinds whose declaration says all that an import has to know.
    private static IEnumerable<EntityShape> Declared() =>
        from type in RecordTypes.All
        where type.Kind != RecordKind.Account && type.Kind != RecordKind.Contact && type.Kind != RecordKind.Product
        select new EntityShape(type.Kind, [.. type.Fields.Select(Shape), .. type.IsOwned ? Responsible : []]);

    private static FieldShape[] Responsible => [new("owner", FieldType.User), new("team", FieldType.Team)];

    private static FieldShape Shape(RecordField field) => new(field.Key, field.Family switch
    {
        FieldFamily.Integer => FieldType.Number,
        FieldFamily.Money => FieldType.Money,
        FieldFamily.Date => FieldType.Date,
        FieldFamily.YesNo => FieldType.YesNo,
        FieldFamily.Reference => Enum.Parse<FieldType>(field.Target!.Name, ignoreCase: true),
        _ => FieldType.Text,
    }, field is { IsRequired: true, Family: not FieldFamily.Choice });

    private static EntityShape Of(RecordKind kind, params FieldShape[] fields) => new(kind, fields);
}

public sealed record FieldShape(string Name, FieldType Type, bool IsRequired = false)
{
    /// <summary>The kind of record that the field points at; null for a plain value.</summary>
    public RecordKind? Target => Type switch
    {
        FieldType.Account => RecordKind.Account,
        FieldType.Contact => RecordKind.Contact,
        FieldType.Product => RecordKind.Product,
        FieldType.User => RecordKind.User,
        FieldType.Team => RecordKind.Team,
        _ => null,
    };
}

public enum FieldType
{
    Text,
    Number,
    Money,
    Date,
    YesNo,
    Account,
    Contact,
    Product,
    User,
    Team,
}
