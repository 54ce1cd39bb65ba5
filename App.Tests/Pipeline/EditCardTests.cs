using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

/// <summary>What is typed on a card, and an edit that is taken back, are merged with what others have saved.</summary>
public sealed class EditCardTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Fields_that_were_not_typed_keep_what_others_made_of_them()
    {
        var deal = await Open("Beside");
        var seen = await Typed(deal);
        await world.As(world.Mia, new EditCard(deal, seen with { NextStep = "Call" }, 1));

        await world.As(world.Ada, new EditCard(deal, seen with { Amount = 9m }, 1));

        (await Typed(deal)).ShouldBe(seen with { Amount = 9m, NextStep = "Call" });
    }

    [Fact]
    public async Task The_same_fields_are_told_with_what_they_were_what_they_are_and_by_whom()
    {
        var deal = await Open("Clash");
        var seen = await Typed(deal);
        await world.As(world.Mia, new EditCard(deal, seen with { Amount = 7m, OwnerId = world.Mia.Id }, 1));

        var typed = new EditCard(deal, seen with { Amount = 9m, OwnerId = null, NextStep = "Call" }, 1);
        var conflict = await Should.ThrowAsync<FieldConflict>(() => world.As(world.Admin, typed));

        conflict.Fields.Select(field => (field.Label, field.Original.Text, field.Current.Text, field.Yours.Text, field.ChangedBy)).ShouldBe(
            [("amount", "5", "7", "9", "Mia Tanaka"), ("owner", "Ada Lovelace", "Mia Tanaka", null, "Mia Tanaka")]);
        await world.As(world.Admin, (EditCard)typed.Over(conflict.Keeping(new HashSet<string> { "owner_id" }), conflict.Current));
        (await Typed(deal)).ShouldBe(new CardFields(9m, "Call", null, world.Mia.Id));
    }

    [Fact]
    public async Task An_edit_is_taken_back_and_done_again_and_leaves_alone_what_others_changed_beside_it()
    {
        var deal = await Open("There and back");
        var edit = await world.As(world.Mia, new EditCard(deal, (await Typed(deal)) with { Amount = 9m, OwnerId = world.Ben.Id }, 1));
        await world.As(world.Admin, new EditCard(deal, (await Typed(deal)) with { NextStep = "Call" }, edit));

        var back = await world.As(world.Mia, new UndoDealEdit(deal, edit));
        (await Typed(deal)).ShouldBe(new CardFields(5m, "Call", null, world.Ada.Id));
        await world.As(world.Mia, new UndoDealEdit(deal, back));

        (await Typed(deal)).ShouldBe(new CardFields(9m, "Call", null, world.Ben.Id));
    }

    [Fact]
    public async Task A_close_that_was_put_off_and_taken_back_was_not_put_off()
    {
        var day = DateOnly.FromDateTime(world.Clock.Now.UtcDateTime).AddDays(30);
        var deal = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Put off", 5m, ExpectedClose: day, NextStep: "Call")));
        for (var version = 1L; version < 5;)
        {
            var edit = await world.As(world.Ada, new EditCard(deal, (await Typed(deal)) with { ExpectedClose = day.AddDays(10) }, version));
            version = await world.As(world.Ada, new UndoDealEdit(deal, edit));
        }

        (await world.As(world.Mia, new GetDeal(deal))).Risk.Reasons.ShouldBeEmpty();
        var early = await world.As(world.Ada, new EditCard(deal, (await Typed(deal)) with { ExpectedClose = day.AddDays(-10) }));
        var back = await world.As(world.Ada, new UndoDealEdit(deal, early));
        await world.As(world.Ada, new UndoDealEdit(deal, back));
        await world.As(world.Ada, new EditCard(deal, (await Typed(deal)) with { ExpectedClose = day }));

        (await world.As(world.Mia, new GetDeal(deal))).Risk.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edit_over_which_somebody_has_typed_since_is_not_taken_back()
    {
        var deal = await Open("Typed over");
        var edit = await world.As(world.Ada, new EditCard(deal, (await Typed(deal)) with { Amount = 9m }, 1));
        await world.As(world.Mia, new EditCard(deal, (await Typed(deal)) with { Amount = 7m }, edit));

        var since = await Should.ThrowAsync<FieldConflict>(() => world.As(world.Ada, new UndoDealEdit(deal, edit)));

        since.Fields.Single().ChangedBy.ShouldBe("Mia Tanaka");
        (await Typed(deal)).Amount.ShouldBe(7m);
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_saved()
    {
        var deal = await Open("Somebody else's");
        var edit = await world.As(world.Mia, new EditCard(deal, (await Typed(deal)) with { Amount = 9m }, 1));

        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new UndoDealEdit(deal, edit)))).Code.ShouldBe("record.not_edited");
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new UndoDealEdit(deal, edit)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new UndoDealEdit(deal, edit)));
    }

    private Task<long> Open(string name) => world.As(world.Ada, new AddDeal(world.Qualified, new DealFields(name, 5m)));

    private async Task<CardFields> Typed(long id)
    {
        var deal = await world.As(world.Mia, new GetDeal(id));
        return new CardFields(deal.Amount, deal.NextStep, deal.ExpectedClose, deal.Owner?.Id);
    }
}
