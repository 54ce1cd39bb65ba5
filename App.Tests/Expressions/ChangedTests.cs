namespace CrmLive.Expressions;

public sealed class ChangedTests
{
    public static TheoryData<Value, Value, bool> Changes => new()
    {
        { Value.Empty, Value.Of(5m), true },
        { Value.Of(5m), Value.Empty, true },
        { Value.Empty, Value.Empty, false },
        { Value.Of(1.0m), Value.Of(1.00m), false },
        { Value.Of(1m), Value.Of(2m), true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_value_changed_where_it_is_another_one_now(Value before, Value now, bool changed) =>
        new DealFacts { ["old.score"] = before, ["score"] = now }.Holds("score changed").ShouldBe(changed);

    [Fact]
    public void Blank_text_in_the_place_of_none_is_no_change() =>
        new DealFacts { ["name"] = Value.Of("") }.Holds("name changed").ShouldBeFalse();

    [Fact]
    public void The_same_instant_is_no_change() =>
        new DealFacts
        {
            ["old.opened"] = Value.Of(DealFacts.Now),
            ["opened"] = Value.Of(DealFacts.Now.ToOffset(TimeSpan.FromHours(5))),
        }.Holds("opened changed").ShouldBeFalse();

    [Fact]
    public void From_and_to_narrow_it()
    {
        var deal = new DealFacts { ["old.stage"] = Value.Of("open"), ["stage"] = Value.Of("won") };

        deal.Holds("stage changed from \"open\" to \"won\"").ShouldBeTrue();
        deal.Holds("stage changed to \"lost\"").ShouldBeFalse();
        deal.Holds("stage changed from empty").ShouldBeFalse();
        deal.Evaluate("stage changed").Clauses.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            clause => clause.Left.ShouldBe(Value.Of("open")), clause => clause.Right.ShouldBe(Value.Of("won")));
    }

    [Fact]
    public void Where_no_event_starts_the_rule_nothing_changes()
    {
        Should.Throw<ExpressionInvalid>(() => Expression.Parse("score changed", DealFacts.Still)).Message.ShouldContain("that an event starts");
        Should.Throw<ExpressionInvalid>(() => Expression.Parse("old.score = 5", DealFacts.Still));
        Should.Throw<ExpressionInvalid>(() => Expression.Parse("event.type = \"x\"", DealFacts.Still));
    }
}
