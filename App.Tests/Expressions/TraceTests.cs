namespace CrmLive.Expressions;

public sealed class TraceTests
{
    [Fact]
    public void A_trace_shows_each_clause_that_was_looked_at_with_the_values_it_saw()
    {
        var deal = new DealFacts { ["score"] = Value.Of(7m), ["name"] = Value.Of("Acme") };
        var clauses = deal.Evaluate("score > 5 and name contains \"cm\"").Clauses;

        clauses.Select(clause => (Sentence.Of(clause.Clause), clause.Left.ToString(), clause.Right.ToString(), clause.Result)).ShouldBe(
            [("Score is more than 5", "7", "5", true), ("Name contains cm", "Acme", "cm", true)]);
    }

    [Fact]
    public void A_clause_behind_the_one_that_decided_is_not_looked_at()
    {
        var read = new List<string>();
        var expression = Expression.Parse("score = 1 and (name is empty or is_key)", DealFacts.Schema);
        expression.Evaluate(path => Seen(path), DealFacts.Now, NodaTime.DateTimeZone.Utc).Clauses.Count.ShouldBe(1);

        read.ShouldBe(["score"]);

        Value Seen(FieldPath path)
        {
            read.Add(path.ToString());
            return Value.Empty;
        }
    }

    [Fact]
    public void A_failure_shows_what_was_seen_before_it()
    {
        var deal = new DealFacts { ["amount"] = Value.Of(new Money(5m, "EUR")), ["score"] = Value.Of(1m) };
        var evaluation = deal.Evaluate("score = 1 and amount > USD 3 and is_key");

        evaluation.Failure!.ShouldContain("different currencies");
        evaluation.Clauses.ShouldHaveSingleItem().Result.ShouldBeTrue();
    }
}
