namespace CrmLive.Expressions;

public sealed class ExpressionErrorTests
{
    [Theory]
    [InlineData("", 1, "missing")]
    [InlineData("score >", 8, "missing at the end")]
    [InlineData("scor > 5", 1, "Did you mean score?")]
    [InlineData("account.industri = \"x\"", 1, "Did you mean account.industry?")]
    [InlineData("account.owner.name = \"x\"", 1, "Only one relation")]
    [InlineData("score > \"x\"", 7, "A number cannot be compared with text")]
    [InlineData("amount > 1000", 8, "EUR 1000")]
    [InlineData("amount + 5 > EUR 1", 8, "currency before the number")]
    [InlineData("today + 14 > closes", 7, "write the unit")]
    [InlineData("stage = \"offen\"", 7, "It is one of: open, won, lost")]
    [InlineData("owner = \"acc_1\"", 7, "no identifier that Owner may hold")]
    [InlineData("score = 1 and is_key or is_key", 22, "Put brackets")]
    [InlineData("score and is_key", 7, "Compare it with something")]
    [InlineData("not score", 1, "Compare it with something")]
    [InlineData("is_key < true", 8, "has no order")]
    [InlineData("nam(\"x\")", 1, "no function nam")]
    [InlineData("round(1, 2, 3)", 1, "is called with 3 values")]
    [InlineData("round(name)", 1, "do not fit round")]
    [InlineData("(score = 1", 11, "not closed")]
    [InlineData("score = 1)", 10, "not expected")]
    [InlineData("score = 1,5", 10, "not expected")]
    [InlineData("name = \"x", 8, "no end")]
    [InlineData("score = 1.2.3", 9, "no number")]
    [InlineData("closes = 2026-02-30", 10, "no day or time")]
    [InlineData("name ~ 5", 6, "no meaning here")]
    [InlineData("name matches note", 6, "pattern in quotes")]
    [InlineData("name matches \"(?=x)\"", 6, "look-around")]
    [InlineData("name matches \"(\"", 6, "brackets have to be closed")]
    [InlineData("tags in (\"x\")", 6, "asked with contains")]
    [InlineData("score contains \"x\"", 7, "looks for text")]
    [InlineData("opened - opened", 8, "days_between")]
    [InlineData("name + name", 6, "concat")]
    [InlineData("is score", 1, "")]
    public void What_does_not_compile_says_where_and_why(string text, int column, string why)
    {
        var invalid = Should.Throw<ExpressionInvalid>(() => Expression.Parse(text, DealFacts.Schema));

        invalid.Column.ShouldBe(column);
        invalid.Message.ShouldContain(why);
    }

    [Fact]
    public void A_condition_answers_yes_or_no() => Should.Throw<ExpressionInvalid>(() => Expression.ParseCondition("score + 1", DealFacts.Schema));

    public static TheoryData<string, string> Towers => new()
    {
        { new string('(', 10_000) + "true" + new string(')', 10_000), "brackets" },
        { string.Concat(Enumerable.Repeat("not ", 900)) + "true", "not" },
        { new string('-', 3_000) + "score = 1", "signs" },
        { string.Concat(Enumerable.Repeat("if(", 1_000)), "functions" },
        { string.Concat(Enumerable.Repeat("score in (", 350)), "lists" },
        { string.Join(" + ", Enumerable.Repeat("1", 900)), "sums" },
        { string.Join(" and ", Enumerable.Repeat("true", 450)), "conditions" },
        { $"score in ({string.Join(",", Enumerable.Repeat("1", 200))})", "entries" },
        { new string('a', 1 << 20), "a megabyte" },
    };

    [Theory]
    [MemberData(nameof(Towers))]
    public void What_is_too_large_or_too_deep_is_refused(string text, string kind) =>
        Should.Throw<ExpressionInvalid>(() => Expression.Parse(text, DealFacts.Schema), kind);

    [Fact]
    public void An_evil_pattern_takes_the_time_of_a_kind_one() =>
        new DealFacts { ["name"] = Value.Of(new string('a', 50) + "b") }.Holds("name matches \"(a+)+$\"").ShouldBeFalse();

    [Fact]
    public void An_expression_that_looks_through_too_much_text_fails_visibly()
    {
        var deal = new DealFacts { ["name"] = Value.Of(new string('x', 2_000_000)) };

        deal.Evaluate("name contains \"y\"").Failure!.ShouldContain("steps");
    }
}
