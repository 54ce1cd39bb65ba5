using System.Linq.Expressions;

namespace CrmLive;

/// <summary>A kind of record, described once. Slices declare one beside the entity; the floor finds them all in <see cref="RecordTypes"/>.</summary>
public abstract class RecordType(RecordKind kind, string path)
{
    public const string NameKey = "NameKey";
    private readonly List<RecordField> _fields = [];
    private Func<object, string>? _nameOf;

    public RecordKind Kind { get; } = kind;

    /// <summary>In addresses of pages and REST, and as the word for many: <c>leads</c>.</summary>
    public string Path { get; } = path;

    /// <summary>What the records are for, said where there are none yet.</summary>
    public string Purpose { get; protected init; } = "";

    /// <summary>Other words that find them in the palette.</summary>
    public string? Words { get; protected init; }

    public IReadOnlyList<RecordField> Fields => _fields;

    public abstract Type Entity { get; }

    /// <summary>The record of what a person may type.</summary>
    public abstract Type Typed { get; }

    /// <summary>The name of a record, from the record.</summary>
    public LambdaExpression Name { get; protected init; } = null!;

    /// <summary>What tells a record from others of the same name.</summary>
    public LambdaExpression? Note { get; protected init; }

    /// <summary>The reference whose name does so instead.</summary>
    public string? NotedBy { get; protected init; }

    public bool IsOwned => typeof(IOwned).IsAssignableFrom(Entity);

    /// <summary>One of them: "Lead".</summary>
    public string Label => Sentence(Kind.Name.Replace('_', ' '));

    /// <summary>Many of them: "Leads".</summary>
    public string Plural => Sentence(Path);

    /// <summary>The name of a record of the kind.</summary>
    public string NameOf(object record) => (_nameOf ??= Compiled())(record);

    public RecordField? Field(string key) => _fields.Find(field => field.Key == key);

    /// <summary>As roles hide it: <c>lead.phone</c>; null for what is always shown.</summary>
    public string? HideableName(RecordField field) => field.IsHideable ? $"{Kind.Name}.{field.Key}" : null;

    private Func<object, string> Compiled()
    {
        var record = Expression.Parameter(typeof(object), "record");
        return Expression.Lambda<Func<object, string>>(Expression.Invoke(Name, Expression.Convert(record, Entity)), record).Compile();
    }

    protected void Add(RecordField field) => _fields.Add(field);

    protected static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..].Replace('_', ' ');
}

/// <summary>The declarations of a kind.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <typeparam name="TFields">What a person may type; its properties have the names of the entity's.</typeparam>
public abstract class RecordType<T, TFields>(RecordKind kind, string path) : RecordType(kind, path)
    where T : Entity, IRecordOf<TFields>
    where TFields : class
{
    public override Type Entity => typeof(T);

    public override Type Typed => typeof(TFields);

    protected void Field(FieldFamily family, Expression<Func<T, object?>> value, Func<RecordField, RecordField>? with = null) =>
        Add(Described(new RecordField(Key(value), Sentence(Key(value)), family, Plain(value)), with));

    protected void Money(Expression<Func<T, object?>> amount, Expression<Func<T, string?>> currency, Func<RecordField, RecordField>? with = null) =>
        Add(Described(new RecordField(Key(amount), Sentence(Key(amount)), FieldFamily.Money, Plain(amount)) { Currency = currency }, with));

    protected void Choice(Expression<Func<T, object?>> value, IReadOnlyList<KeyValuePair<string, string>> choices, Func<RecordField, RecordField>? with = null) =>
        Add(Described(new RecordField(Key(value), Sentence(Key(value)), FieldFamily.Choice, Plain(value)) { Choices = choices }, with));

    /// <param name="id">The number of the record that it points at; the field is called as the property without Id.</param>
    protected void Reference(Expression<Func<T, object?>> id, RecordKind target, Func<RecordField, RecordField>? with = null)
    {
        var key = Key(id)[..^"_id".Length];
        Add(Described(new RecordField(key, Sentence(key), FieldFamily.Reference, Plain(id)) { Target = target }, with));
    }

    protected static LambdaExpression Named(Expression<Func<T, string?>> name) => name;

    private static RecordField Described(RecordField field, Func<RecordField, RecordField>? with) => with is null ? field : with(field);

    // Lambdas that return object box numbers; what reads them wants the plain type.
    private static LambdaExpression Plain(Expression<Func<T, object?>> value) =>
        Expression.Lambda(value.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? boxed.Operand : value.Body, value.Parameters);

    private static string Key(Expression<Func<T, object?>> value) => RecordField.Snake(((MemberExpression)Plain(value).Body).Member.Name);
}
