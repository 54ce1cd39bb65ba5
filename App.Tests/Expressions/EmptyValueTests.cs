namespace CrmLive.Expressions;

/// <summary>What expressions make of nothing; docs/expressions.md says the same in words.</summary>
public sealed class EmptyValueTests
{
    private static readonly string[] Clauses =
    [
        "score = 5", "score != 5", "score < 5", "score <= 5", "score > 5", "score >= 5", "score = discount", "score < discount", "score > discount",
        "score in (1, 5)", "score not in (1, 5)", "score in (5, empty)", "score in ()", "name contains \"e\"", "name not contains \"e\"", "name contains note",
        "name matches \"^a\"", "name not matches \"^a\"", "name = note", "name < note", "score is empty", "score is not empty", "is_key", "amount > EUR 5",
        "amount = cost", "closes < today", "opened < now", "closes = opened", "owner = \"usr_1\"", "owner in (\"usr_1\", empty)", "tags contains \"vip\"",
        "score changed", "score changed from 5", "score changed to 5", "account.employees > 10", "account.industry = \"Retail\"", "if(is_key, true, false)",
    ];

    public static TheoryData<string> AllClauses => [.. Clauses];

    [Theory]
    [MemberData(nameof(AllClauses))]
    public void A_clause_or_its_complement_holds_of_every_record(string clause)
    {
        foreach (var deal in Deals())
        {
            deal.Holds($"not ({clause})").ShouldBe(!deal.Holds(clause), clause);
        }
    }

    [Theory]
    [InlineData("score < 5")]
    [InlineData("score <= 5")]
    [InlineData("score > 5")]
    [InlineData("score >= 5")]
    [InlineData("5 < score")]
    [InlineData("score = 5")]
    [InlineData("score < discount")]
    [InlineData("score <= discount")]
    [InlineData("name contains \"a\"")]
    [InlineData("name matches \".*\"")]
    [InlineData("score in (1, 2)")]
    [InlineData("is_key")]
    [InlineData("account.employees < 10")]
    public void Nothing_is_neither_more_nor_less_than_anything(string clause) => new DealFacts().Holds(clause).ShouldBeFalse();

    [Theory]
    [InlineData("score = empty")]
    [InlineData("score = discount")]
    [InlineData("score != 5")]
    [InlineData("not (score >= 5)")]
    [InlineData("score not in (1, 2)")]
    [InlineData("score in (1, empty)")]
    [InlineData("score not in ()")]
    [InlineData("name not contains \"a\"")]
    [InlineData("name is empty and account.industry is empty")]
    public void Nothing_equals_nothing_and_is_not_something(string clause) => new DealFacts().Holds(clause).ShouldBeTrue();

    [Fact]
    public void Blank_text_and_an_empty_list_are_nothing()
    {
        var deal = new DealFacts { ["name"] = Value.Of("  "), ["tags"] = Value.Of((IReadOnlyList<string>)[]) };

        deal.Holds("name is empty and tags is empty and name = empty").ShouldBeTrue();
    }

    [Theory]
    [InlineData("score + 1")]
    [InlineData("1 - score")]
    [InlineData("amount * 2")]
    [InlineData("-score")]
    [InlineData("closes + 1 day")]
    [InlineData("round(score, 1)")]
    [InlineData("lower(name)")]
    [InlineData("days_between(closes, today)")]
    [InlineData("discount / 0")]
    [InlineData("min(score)")]
    [InlineData("coalesce(score, discount)")]
    public void Arithmetic_on_nothing_gives_nothing(string formula) => new DealFacts().Value(formula).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Min_max_concat_and_coalesce_pass_over_nothing()
    {
        var deal = new DealFacts { ["score"] = Value.Of(3m), ["name"] = Value.Of("Acme") };

        deal.Value("min(score, discount, 7)").ShouldBe(Value.Of(3m));
        deal.Value("max(discount, score)").ShouldBe(Value.Of(3m));
        deal.Value("concat(name, note, \" \", score)").ShouldBe(Value.Of("Acme 3"));
        deal.Value("coalesce(note, name)").ShouldBe(Value.Of("Acme"));
    }

    [Fact]
    public void A_trace_says_why_a_comparison_with_nothing_does_not_hold() =>
        new DealFacts().Evaluate("score < 5").Clauses.ShouldHaveSingleItem().Warning.ShouldBe("A comparison with something empty is never true.");

    private static IEnumerable<DealFacts> Deals()
    {
        yield return new DealFacts();
        foreach (var number in new[] { 1m, 5m, 9m })
        {
            yield return new DealFacts
            {
                ["score"] = Value.Of(number),
                ["discount"] = number == 5m ? Value.Empty : Value.Of(5m),
                ["name"] = Value.Of(number == 1m ? "acme" : "Beta"),
                ["note"] = number == 9m ? Value.Empty : Value.Of("e"),
                ["amount"] = Value.Of(new Money(number, "EUR")),
                ["cost"] = number == 1m ? Value.Empty : Value.Of(new Money(5m, "EUR")),
                ["is_key"] = Value.Of(number != 5m),
                ["closes"] = Value.Of(new DateOnly(2026, 3, (int)number)),
                ["opened"] = Value.Of(DealFacts.Now.AddDays((double)number - 3)),
                ["owner"] = Value.Of(new RecordId(RecordKind.User, (long)number)),
                ["tags"] = number == 1m ? Value.Empty : Value.Of((IReadOnlyList<string>)["VIP", "new"]),
                ["old.score"] = number == 9m ? Value.Of(5m) : Value.Empty,
                ["account.employees"] = Value.Of(number * 4),
                ["account.industry"] = number == 5m ? Value.Empty : Value.Of("retail"),
            };
        }
    }
}
