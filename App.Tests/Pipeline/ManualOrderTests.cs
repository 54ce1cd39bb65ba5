namespace CrmLive.Pipeline;

public sealed class ManualOrderTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void What_comes_later_lies_above() => ManualOrder.Entering(Monday.AddMicroseconds(1)).ShouldBeGreaterThan(ManualOrder.Entering(Monday));

    [Fact]
    public void Between_two_cards_lies_the_middle() => ManualOrder.Between(1000, 0, 1).ShouldBe([500]);

    [Fact]
    public void Several_keep_their_order_and_their_distance() => ManualOrder.Between(1000, 0, 3).ShouldBe([750, 500, 250]);

    [Theory]
    [InlineData(7, 7, 1)]
    [InlineData(8, 7, 1)]
    [InlineData(10, 7, 3)]
    public void Where_there_is_no_room_there_is_none(long above, long below, int count) => ManualOrder.Between(above, below, count).ShouldBeNull();

    [Fact]
    public void An_empty_column_has_room() => ManualOrder.Between(null, null, 2)!.ShouldBe([2 * ManualOrder.Room, ManualOrder.Room]);

    // Any sequence of placements, in columns that begin without room: what people see is what a plain list would be.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_placements_keep_one_order(int seed)
    {
        var dice = new Dice(seed);
        var ranks = Enumerable.Range(0, 12).ToDictionary(card => card, card => dice.Next(3) == 0 ? 5L : card);
        var list = Shown(ranks);
        for (var step = 0; step < 200; step++)
        {
            int[] moving = [.. list.OrderBy(_ => dice.Next(1000)).Take(1 + dice.Next(3))];
            list.RemoveAll(moving.Contains);
            var at = dice.Next(list.Count + 1);
            Put(ranks, moving, at > 0 ? list[at - 1] : null, at < list.Count ? list[at] : null);
            list.InsertRange(at, moving);

            Shown(ranks).ShouldBe(list, $"step {step}");
        }
    }

    private static List<int> Shown(Dictionary<int, long> ranks) =>
        [.. ranks.OrderByDescending(card => card.Value).ThenByDescending(card => card.Key).Select(card => card.Key)];

    private static void Put(Dictionary<int, long> ranks, int[] moving, int? above, int? below)
    {
        long? Rank(int? card) => card is { } known ? ranks[known] : null;
        var found = ManualOrder.Between(Rank(above), Rank(below), moving.Length);
        if (found is null)
        {
            var (top, distance) = (ranks[above!.Value], ManualOrder.Spread(ranks[above.Value], ranks[below!.Value], moving.Length));
            foreach (var card in ranks.Keys.Where(card => ranks[card] < top || (ranks[card] == top && card < above)).ToList())
            {
                ranks[card] -= distance;
            }

            found = ManualOrder.Between(top, ranks[below.Value], moving.Length)!;
        }

        for (var i = 0; i < moving.Length; i++)
        {
            ranks[moving[i]] = found[i];
        }
    }

    // The same sequence every time, from a seed.
    private sealed class Dice(int seed)
    {
        private uint _state = (uint)(seed * 2654435761);

        public int Next(int sides)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)sides);
        }
    }
}
