using Bunit;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Access;

/// <summary>Who has left is shown as such wherever they stand as an owner.</summary>
public sealed class LeftColleagueTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Who_has_left_is_said_to_have_in_rows_and_on_cards()
    {
        await world.As(world.Admin, new DeactivateUser(world.Ben.Id));
        await using var circuit = await Circuit.Of(world, world.Mia);

        circuit.Render<OwnerCell>(given => given.Add(cell => cell.Name, "Ben Okafor").Add(cell => cell.Id, world.Ben.Id)).Markup.ShouldContain("Ben Okafor (left)");
        circuit.Render<OwnerCell>(given => given.Add(cell => cell.Name, "Ada Lovelace").Add(cell => cell.Id, world.Ada.Id)).Markup.ShouldNotContain("(left)");

        var me = await world.As(world.Mia, new GetMe());
        var stages = (await world.As(world.Mia, new ListPipelines())).Rows.Single(pipeline => pipeline.Id == world.SalesPipeline).Stages;
        var cards = (await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter()))).Cards.ToLookup(card => card.OwnerId);
        Card(world.Ben.Id).ShouldContain("Ben Okafor (left)");
        Card(world.Ada.Id).ShouldNotContain("(left)");

        string Card(long owner) => CardText.Of(cards[owner].First(), null, stages[0], "EUR", me);
    }
}
