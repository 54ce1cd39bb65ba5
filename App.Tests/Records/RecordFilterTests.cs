using CrmLive.Customers;
using CrmLive.Expressions;
using CrmLive.Shell;
using NodaTime;

namespace CrmLive.Records;

/// <summary>A list that is filtered holds exactly the records of which the condition is true when it is evaluated: in PostgreSQL as in memory.</summary>
public sealed class RecordFilterTests(LeadWorld leads) : IClassFixture<LeadWorld>
{
    private static readonly string[] Clauses =
    [
        "name = \"ZOE\"", "name != \"zoë\"", "name contains \"se\"", "name < \"m\"", "company = \"acme\"", "company != \"acme\"", "company contains \"%\"", "company contains \"_\"",
        "company contains \"[\"", "company contains \"\\\\\"", "company not contains \"x\"", "company is empty", "company is not empty", "company in (\"x\", empty)", "company not in (\"x\")",
        "email = \"a@B.example\"", "employees = 5", "employees != 5", "employees < 5", "employees >= 5", "employees in (0, empty)", "employees is empty",
        "status = \"new\"", "status != \"new\"", "status in (\"new\", \"working\")", "source is empty", "source != \"event\"",
        "expected_value = EUR 10", "expected_value != EUR 10", "expected_value is empty", "owner is empty", "updated_at <= now", "updated_at > now",
    ];

    [Fact]
    public async Task Each_clause_its_complement_and_pairs_of_them_hold_of_the_same_records_everywhere()
    {
        var dice = new Random(3);
        var pairs = Enumerable.Range(0, 60).Select(_ => $"({Pick(dice)}) {(dice.Next(2) == 0 ? "and" : "or")} not ({Pick(dice)})");
        var rows = (await leads.World.As(leads.World.Mia, new ListRecords<Lead>(Take: 200))).Rows;
        foreach (var condition in Clauses.Concat(Clauses.Select(clause => $"not ({clause})")).Concat(pairs))
        {
            var found = (await leads.World.As(leads.World.Mia, new ListRecords<Lead>(Filter: condition, Take: 200))).Rows.Select(row => row.Id);

            found.Order().ShouldBe(Wanted(rows, condition).Order(), condition);
        }
    }

    [Theory]
    [InlineData("nothing = 1")]
    [InlineData("name =")]
    [InlineData("notes contains \"x\"")]
    [InlineData("name = name")]
    [InlineData("name matches \"x\"")]
    [InlineData("status = \"no such status\"")]
    public async Task What_cannot_be_asked_is_refused_at_the_filter(string condition)
    {
        var refused = await Should.ThrowAsync<InvalidInput>(() => leads.World.As(leads.World.Mia, new ListRecords<Lead>(Filter: condition)));

        refused.Problems.Single().Field.ShouldBe("filter");
    }

    private IEnumerable<long> Wanted(IReadOnlyList<RecordRow> rows, string text)
    {
        var condition = Expression.ParseCondition(text, RecordFilter.Schema(RecordTypes.Of<Lead>(), new HashSet<string>()));
        return rows.Where(row => condition.Evaluate(path => Read(row, path.Key), leads.World.Clock.Now, DateTimeZone.Utc).Value.IsTrue).Select(row => row.Id);
    }

    private static Value Read(RecordRow row, string key) => key switch
    {
        "owner" => Value.Of(row.OwnerId is { } owner ? new RecordId(RecordKind.User, owner) : null),
        "updated_at" => Value.Of(row.ChangedAt),
        _ => row[key] switch { string text => Value.Of(text), int number => Value.Of((decimal?)number), Money money => Value.Of(money), _ => Value.Empty },
    };

    private static string Pick(Random dice) => Clauses[dice.Next(Clauses.Length)];
}
