using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CrmLive.Expressions;

/// <summary>A filter holds, as a query, of exactly the records of which its evaluation says yes.</summary>
public sealed class QueryFilterTests
{
    private static readonly string[] Clauses =
    [
        "score = 5", "score != 5", "score < 5", "score >= 4.5", "5 < score", "score in (1, 5, empty)", "score not in (1, 9)", "score in ()", "score is empty", "score is not empty",
        "amount = EUR 5", "amount != EUR 5", "amount < EUR 5", "amount >= EUR 5", "amount is empty", "is_key", "is_key = false", "is_key != true",
        "stage = \"won\"", "stage != \"won\"", "stage in (\"won\", \"lost\")", "note = \"ZOË\"", "note != \"zoe\"", "note contains \"OE\"", "note not contains \"oe\"", "note is empty",
        "closes < today + 3 days", "closes >= 2026-03-02", "closes = now", "opened >= now - 1 day", "opened = 2026-03-01", "opened != 2026-03-01", "opened <= 2026-03-01", "opened > 2026-03-01",
        "owner = \"usr_5\"", "owner != \"usr_5\"", "owner in (\"usr_1\", empty)", "score = empty", "score < empty", "true", "false",
    ];

    private static readonly Gen<string> Clause = Gen.Elements(Clauses);

    private static readonly Gen<Row> Rows =
        from number in Gen.Elements<decimal?>(null, 1m, 4.5m, 5m, 9m)
        from amount in Gen.Elements<decimal?>(null, 1m, 5m, 9m)
        from currency in Gen.Elements("EUR", "USD")
        from truth in Gen.Elements<bool?>(null, true, false)
        from stage in Gen.Elements(null, "open", "won", "lost")
        from note in Gen.Elements(null, "", "Zoë", "zoe", "Joe", "Acme")
        from day in Gen.Choose(-2, 4)
        from hasDay in Gen.Elements(true, true, false)
        from owner in Gen.Elements<long?>(null, 1, 5)
        select new Row(
            number, amount, amount is null ? null : currency, truth, stage, note, hasDay ? new DateOnly(2026, 3, 2).AddDays(day) : null,
            hasDay ? DealFacts.Now.AddHours(day * 9) : null, owner);

    [Fact]
    public void A_query_and_an_evaluation_agree()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        var given = from text in Condition(3) from rows in Gen.ListOf(Rows, 20) select (text, rows);
        Prop.ForAll(given.ToArbitrary(), sample => Agree(sample.text, sample.rows, zone)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Each_clause_and_its_complement_agree() => Prop.ForAll(
        Gen.ListOf(Rows, 20).ToArbitrary(),
        rows => Clauses.All(clause => Agree(clause, rows, DateTimeZone.Utc) && Agree($"not ({clause})", rows, DateTimeZone.Utc))).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    private static Gen<string> Condition(int depth) => depth == 0
        ? Clause
        : Gen.OneOf(
            Clause,
            from part in Condition(depth - 1) select $"not ({part})",
            from left in Condition(depth - 1) from right in Condition(depth - 1) from joint in Gen.Elements("and", "or") select $"({left}) {joint} ({right})");

    private static bool Agree(string text, IEnumerable<Row> rows, DateTimeZone zone)
    {
        var condition = Expression.ParseCondition(text, DealFacts.Still);
        var holds = QueryFilter.Compile<Row>(condition, Column, DealFacts.Now, zone).Compile(preferInterpretation: true);
        return rows.All(row => holds(row) == condition.Evaluate(row.Read, DealFacts.Now, zone).IsTrue);
    }

    [Theory]
    [InlineData("score = score")]
    [InlineData("score + 1 > 2")]
    [InlineData("note matches \"x\"")]
    [InlineData("name = \"x\"")]
    [InlineData("tags contains \"x\"")]
    [InlineData("round(score) = 1")]
    [InlineData("account.industry = \"x\"")]
    [InlineData("stage contains \"o\"")]
    public void What_a_database_cannot_answer_is_refused_in_words(string text)
    {
        var condition = Expression.ParseCondition(text, DealFacts.Still);

        Should.Throw<ExpressionInvalid>(() => QueryFilter.Compile<Row>(condition, Column, DealFacts.Now, DateTimeZone.Utc)).Message.ShouldContain("can");
    }

    private static QueryColumn? Column(FieldPath path) => path.ToString() switch
    {
        "score" => new QueryColumn { Value = Getter(row => row.Score) },
        "amount" => new QueryColumn { Value = Getter(row => row.Amount), Currency = Getter(row => row.Currency) },
        "is_key" => new QueryColumn { Value = Getter(row => row.IsKey) },
        "stage" => new QueryColumn { Value = Getter(row => row.Stage) },
        "note" => new QueryColumn { Value = Getter(row => row.Note), Folded = Getter(row => row.NoteFolded) },
        "closes" => new QueryColumn { Value = Getter(row => row.Closes) },
        "opened" => new QueryColumn { Value = Getter(row => row.Opened) },
        "owner" => new QueryColumn { Value = Getter(row => row.OwnerId) },
        _ => null,
    };

    private static System.Linq.Expressions.Expression<Func<Row, T>> Getter<T>(System.Linq.Expressions.Expression<Func<Row, T>> getter) => getter;

    private sealed record Row(
        decimal? Score, decimal? Amount, string? Currency, bool? IsKey, string? Stage, string? Note, DateOnly? Closes, DateTimeOffset? Opened, long? OwnerId)
    {
        public string NoteFolded => NameFold.Of(Note ?? "");

        public Value Read(FieldPath path) => path.Key switch
        {
            "score" => Value.Of(Score),
            "amount" => Value.Of(Amount is { } amount ? new Money(amount, Currency!) : null),
            "is_key" => Value.Of(IsKey),
            "stage" => Value.Of(Stage),
            "note" => Value.Of(Note),
            "closes" => Value.Of(Closes),
            "opened" => Value.Of(Opened),
            _ => Value.Of(OwnerId is { } owner ? new RecordId(RecordKind.User, owner) : null),
        };
    }
}
