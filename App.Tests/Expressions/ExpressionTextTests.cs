namespace CrmLive.Expressions;

/// <summary>The spellings of a tree: text, stored form, sentence; and completion.</summary>
public sealed class ExpressionTextTests
{
    public static TheoryData<string> Texts =>
    [
        "score = 1", "score = -1.5", "-(score + 1) = -2", "1 - (2 - 3) = 2", "(1 + 2) * 3 = 9", "1 / (2 / 3) > 1", "score in (1, empty, 3)", "name not in (\"a\\\"b\", \"c\\\\\")",
        "stage changed from \"open\" to \"won\"", "not (score = 1 or score = 2)", "(score = 1 or is_key) and (name is empty or note is not empty)", "not not is_key",
        "amount * 2 > EUR 1000.5", "closes < today + 14 days", "opened >= now - 36 hours", "opened = 2026-02-11T14:00:00Z", "closes = 2026-02-11", "owner = \"usr_7\"",
        "tags not contains \"vip\"", "name not matches \"^a.*b$\"", "if(is_key, EUR 1, EUR 2) = amount", "(score = 1) = is_key", "coalesce(score, 0) + 1 >= max(1, 2, discount)",
        "account.industry = \"Retail\" and old.score is empty", "event.type = \"x\"", "days_between(closes, now) > 3", "is_key = true",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_written_reads_as_the_same_tree(string text)
    {
        var expression = Expression.Parse(text, DealFacts.Schema);

        expression.ToString().ShouldBe(text);
        ExpressionJson.Write(Expression.Parse(expression.ToString(), DealFacts.Schema)).ShouldBe(ExpressionJson.Write(expression));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_stored_reads_as_the_same_tree(string text) =>
        ExpressionJson.Read(ExpressionJson.Write(Expression.Parse(text, DealFacts.Schema)), DealFacts.Schema).ToString().ShouldBe(text);

    [Fact]
    public void A_stored_tree_whose_field_is_gone_or_of_another_kind_says_so()
    {
        var stored = ExpressionJson.Write(Expression.Parse("score > 5", DealFacts.Schema));
        var without = new ExpressionSchema("Deal", [new ExpressionField("score_2", "Score", ValueKind.Number)]);
        var retyped = new ExpressionSchema("Deal", [new ExpressionField("score", "Score", ValueKind.Text)]);

        Should.Throw<ExpressionInvalid>(() => ExpressionJson.Read(stored, without)).Message.ShouldContain("has no field score");
        Should.Throw<ExpressionInvalid>(() => ExpressionJson.Read(stored, retyped)).Message.ShouldContain("cannot be compared");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"v\":2,\"tree\":{\"op\":\"now\"}}")]
    [InlineData("{\"v\":1,\"tree\":{\"op\":\"drop table\",\"of\":[]}}")]
    [InlineData("{\"v\":1,\"tree\":{\"op\":\"=\",\"of\":[{\"op\":\"now\"}]}}")]
    [InlineData("{\"v\":1,\"tree\":{\"op\":\"literal\",\"kind\":\"Number\",\"value\":\"x\"}}")]
    [InlineData("{\"v\":1,\"tree\":{\"op\":\"not\",\"of\":[null]}}")]
    public void A_damaged_tree_is_refused(string stored) => Should.Throw<ExpressionInvalid>(() => ExpressionJson.Read(stored, DealFacts.Schema));

    [Theory]
    [InlineData(401)]
    [InlineData(2_000)]
    public void A_stored_tree_of_great_depth_is_refused(int depth)
    {
        const string Leaf = "{\"op\":\"literal\",\"kind\":\"Boolean\",\"value\":\"true\"}";
        var tree = string.Concat(Enumerable.Repeat("{\"op\":\"not\",\"of\":[", depth)) + Leaf + string.Concat(Enumerable.Repeat("]}", depth));

        Should.Throw<ExpressionInvalid>(() => ExpressionJson.Read($"{{\"v\":1,\"tree\":{tree}}}", DealFacts.Schema));
    }

    [Fact]
    public void The_longest_sum_that_compiles_can_be_stored_and_read()
    {
        var text = $"{string.Join(" + ", Enumerable.Repeat("1", 199))} = 199";

        ExpressionJson.Read(ExpressionJson.Write(Expression.Parse(text, DealFacts.Schema)), DealFacts.Schema).ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("amount > EUR 1000 and stage = \"won\"", "Amount is more than EUR 1000 and Stage is Won")]
    [InlineData("not (is_key or score is empty)", "it is not so that (Key deal is yes or Score is empty)")]
    [InlineData("stage changed from \"open\" to \"won\"", "Stage changed from Open to Won")]
    [InlineData("stage not in (\"open\", \"lost\")", "Stage is none of Open, Lost")]
    [InlineData("closes < today + 14 days", "Closes is before (today + 14 days)")]
    [InlineData("account.industry = \"Retail\"", "Account: Industry is Retail")]
    [InlineData("old.score < score", "Score before is less than Score")]
    public void It_reads_as_a_sentence(string text, string sentence) => Sentence.Of(Expression.Parse(text, DealFacts.Schema)).ShouldBe(sentence);

    [Theory]
    [InlineData("sco", "score")]
    [InlineData("account.ind", "account.industry")]
    [InlineData("stage = ", "\"open\"")]
    [InlineData("stage = \"w", "\"won\"")]
    [InlineData("is_key an", "and")]
    [InlineData("name con", "contains")]
    [InlineData("is_key and dis", "discount")]
    [InlineData("rou", "round(")]
    public void Completion_offers_what_fits(string typed, string expected) => Completion.At(typed, typed.Length, DealFacts.Schema).ShouldContain(expected);
}
