using CrmLive.Customers;
using CrmLive.Shell;

namespace CrmLive.Records;

/// <summary>Every order of a list: page by page each record once, in the order that the page itself would put it.</summary>
public sealed class RecordOrderTests(LeadWorld leads) : IClassFixture<LeadWorld>
{
    public static TheoryData<string> Orders =>
        [.. RecordTypes.Of<Lead>().Fields.Where(one => one.IsSorted).Select(one => one.Key), "updated_at"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_put_together_are_the_whole_list(string order)
    {
        foreach (var isTurned in (bool[])[false, true])
        {
            var whole = (await leads.World.As(leads.World.Mia, new ListRecords<Lead>(Sort: order, Descending: isTurned, Take: 200))).Rows;
            whole.Count.ShouldBeGreaterThan(LeadWorld.Made);
            foreach (var take in (int[])[1, 7])
            {
                (await Pages(order, isTurned, take)).ShouldBe(whole.Select(row => row.Id), $"{order}, turned {isTurned}, by {take}");
            }

            var live = whole.ToList();
            live.Sort(RecordOrder.Comparison(order, isTurned));
            live.Select(row => row.Id).ShouldBe(whole.Select(row => row.Id), $"{order}, turned {isTurned}, as rows that come in live");
            if (order != "updated_at")
            {
                var values = whole.Select(row => row[order]).ToList();
                values.SkipWhile(value => value is not null).ShouldAllBe(value => value == null, "What has no value stands at the end");
            }
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("notes")]
    [InlineData("name_key")]
    public async Task Another_order_is_refused_with_those_that_there_are(string order) =>
        (await Should.ThrowAsync<InvalidInput>(() => leads.World.As(leads.World.Mia, new ListRecords<Lead>(Sort: order)))).Problems.Single().Message.ShouldContain("expected_value");

    [Fact]
    public async Task A_cursor_of_another_order_is_refused_or_a_place_in_this_one()
    {
        var byName = (await leads.World.As(leads.World.Mia, new ListRecords<Lead>(Take: 3))).Next;

        await Should.ThrowAsync<InvalidInput>(() => leads.World.As(leads.World.Mia, new ListRecords<Lead>(Sort: "employees", Cursor: byName)));
    }

    [Fact]
    public async Task Who_does_not_see_a_field_cannot_sort_filter_or_read_it()
    {
        var viewer = leads.World.Viewer;

        await Should.ThrowAsync<InvalidInput>(() => leads.World.As(viewer, new ListRecords<Lead>(Sort: "email")));
        await Should.ThrowAsync<InvalidInput>(() => leads.World.As(viewer, new ListRecords<Lead>(Filter: "email = \"a@b.example\"")));
        (await leads.World.As(viewer, new ListRecords<Lead>(Columns: ["email", "company"], Take: 200))).Rows.ShouldAllBe(row => row["email"] == null);
    }

    private async Task<List<long>> Pages(string order, bool isTurned, int take)
    {
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await leads.World.As(leads.World.Mia, new ListRecords<Lead>(Sort: order, Descending: isTurned, Cursor: cursor, Take: take));
            seen.AddRange(page.Rows.Select(row => row.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        return seen;
    }
}
