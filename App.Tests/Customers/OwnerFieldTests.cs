using Bunit;
using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Components.Web;

namespace CrmLive.Customers;

public sealed class OwnerFieldTests(World world) : IClassFixture<World>
{
    private readonly List<long?> _given = [];

    [Fact]
    public async Task An_arrow_key_only_looks_and_Enter_gives()
    {
        await using var circuit = await Circuit.Of(world, world.Mia);
        var field = Field(circuit, "Ada Lovelace", world.Ada.Id);
        await field.Find("button").ClickAsync(new MouseEventArgs());
        field.WaitForElement("li");

        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        _given.ShouldBeEmpty();
        var meant = field.Find("[aria-selected=true]").TextContent.Trim();
        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        var colleagues = await world.As(world.Mia, new ListColleagues());
        _given.ShouldBe([colleagues.Single(colleague => colleague.Name == meant).Id]);
    }

    [Fact]
    public async Task Leaving_the_field_without_a_choice_gives_nothing()
    {
        await using var circuit = await Circuit.Of(world, world.Mia);
        var field = Field(circuit, "Ada Lovelace", world.Ada.Id);
        await field.Find("button").ClickAsync(new MouseEventArgs());
        field.WaitForElement("li");
        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });

        await field.Find("input").BlurAsync(new FocusEventArgs());

        _given.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_chosen_like_anybody()
    {
        await using var circuit = await Circuit.Of(world, world.Mia);
        var field = Field(circuit, "Ada Lovelace", world.Ada.Id);
        await field.Find("button").ClickAsync(new MouseEventArgs());
        field.WaitForElement("li");

        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp" });
        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        _given.ShouldBe([null]);
    }

    [Fact]
    public async Task Who_has_left_is_shown_as_such_and_can_be_replaced()
    {
        await using var circuit = await Circuit.Of(world, world.Mia);
        var field = Field(circuit, "Ben Okafor", world.Ben.Id, hasLeft: true);

        field.Markup.ShouldContain("Ben Okafor (left)");
        await field.Find("button").ClickAsync(new MouseEventArgs());
        field.WaitForElement("li");
        await field.Find("input").InputAsync("Mia Tanaka");
        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        _given.ShouldBe([world.Mia.Id]);
    }

    private IRenderedComponent<OwnerField> Field(Circuit circuit, string owner, long ownerId, bool hasLeft = false) => circuit.Render<OwnerField>(given => given
        .Add(one => one.Owner, owner).Add(one => one.OwnerId, ownerId).Add(one => one.HasLeft, hasLeft)
        .Add(one => one.OnSave, (to, _) =>
        {
            _given.Add(to);
            return Task.CompletedTask;
        }));
}
