using NodaTime;

namespace CrmLive.Expressions;

/// <summary>A deal with an account and an event that changed it, as expressions read it.</summary>
public sealed class DealFacts
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public static ExpressionSchema Account { get; } = new(
        "Account",
        [
            new ExpressionField("industry", "Industry", ValueKind.Text),
            new ExpressionField("employees", "Employees", ValueKind.Number),
            new ExpressionField("created", "Created", ValueKind.Instant),
        ]);

    private static readonly ExpressionField[] DealFields =
    [
        new ExpressionField("name", "Name", ValueKind.Text),
        new ExpressionField("note", "Note", ValueKind.Text),
        new ExpressionField("amount", "Amount", ValueKind.Money),
        new ExpressionField("cost", "Cost", ValueKind.Money),
        new ExpressionField("discount", "Discount", ValueKind.Number),
        new ExpressionField("score", "Score", ValueKind.Number),
        new ExpressionField("stage", "Stage", ValueKind.Text) { Options = [new("open", "Open"), new("won", "Won"), new("lost", "Lost")] },
        new ExpressionField("closes", "Closes", ValueKind.Date),
        new ExpressionField("opened", "Opened", ValueKind.Instant),
        new ExpressionField("is_key", "Key deal", ValueKind.Boolean),
        new ExpressionField("tags", "Tags", ValueKind.List),
        new ExpressionField("owner", "Owner", ValueKind.Reference) { RefersTo = RecordKind.User },
    ];

    public static ExpressionSchema Schema { get; } = new(
        "Deal", DealFields, [new ExpressionRelation("account", "Account", () => Account)], [new ExpressionField("type", "Type", ValueKind.Text)]);

    /// <summary>The same without an event, as for a formula or a list's filter.</summary>
    public static ExpressionSchema Still { get; } = new("Deal", DealFields, [new ExpressionRelation("account", "Account", () => Account)]);

    public Value this[string path]
    {
        get => _values.GetValueOrDefault(path);
        set => _values[path] = value;
    }

    public Evaluation Evaluate(string text, string zone = "UTC") => Evaluate(Expression.Parse(text, Schema), zone);

    public Evaluation Evaluate(Expression expression, string zone = "UTC") =>
        expression.Evaluate(path => this[path.ToString()], Now, DateTimeZoneProviders.Tzdb[zone]);

    public bool Holds(string text, string zone = "UTC")
    {
        var evaluation = Evaluate(text, zone);
        evaluation.Failure.ShouldBeNull();
        return evaluation.IsTrue;
    }

    public Value Value(string text, string zone = "UTC")
    {
        var evaluation = Evaluate(text, zone);
        evaluation.Failure.ShouldBeNull();
        return evaluation.Value;
    }
}
