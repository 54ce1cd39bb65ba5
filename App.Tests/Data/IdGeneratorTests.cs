using System.Collections.Concurrent;
using CrmLive.Support;

namespace CrmLive.Data;

public sealed class IdGeneratorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Gives_every_id_once_though_many_ask_two_nodes_at_once()
    {
        using var other = new IdGenerator(database.Provider);
        var given = new ConcurrentBag<long>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 4000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
            given.Add(await (i % 2 == 0 ? database.Ids : other).Next(ct)));

        given.Distinct().Count().ShouldBe(4000);
        given.Min().ShouldBeGreaterThan(1000);
    }
}
