using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class DealLineTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_line_takes_the_list_price_and_the_amount_follows_the_sum()
    {
        var (deal, product) = (world.Deal("Acme second plant"), await Product("Desk Mini", 750.50m));

        var line = (await world.As(world.Ada, new AddDealLine(deal, product, 4))).Id;
        (await Deal(deal)).Amount.ShouldNotBe(3_002m);
        await world.As(world.Ada, new LetAmountFollow(deal, Follows: true));
        await world.As(world.Ada, new ChangeDealLine(deal, line, new LineFields(4, 750.50m, 0.1m)));

        var sold = await world.As(world.Ada, new ListDealLines(deal));
        sold.Lines.ShouldHaveSingleItem().ShouldBe(new DealLineRow(line, product, "Desk Mini", 4, 750.50m, 0.1m, 2_701.80m, Version: 2));
        (sold.AmountFollows, sold.Sum, (await Deal(deal)).Amount).ShouldBe((true, 2_701.80m, 2_701.80m));
        await Should.ThrowAsync<RuleBroken>(() => Edit(deal, fields => fields with { Amount = 5m }));
        await Edit(deal, fields => fields with { NextStep = "Still to be edited" });
        await world.As(world.Ada, new RemoveDealLine(deal, line));
        (await Deal(deal)).Amount.ShouldBe(0m);
        await world.As(world.Ada, new LetAmountFollow(deal, Follows: false));
        await Edit(deal, fields => fields with { Amount = 5m });
    }

    [Fact]
    public async Task A_product_in_another_currency_has_no_price_to_propose()
    {
        var product = await Product("Desk Overseas", 100m, "USD");

        var refused = await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new AddDealLine(world.AcmeRenewal, product)));

        refused.Problems.ShouldHaveSingleItem().Field.ShouldBe("unit_price");
        await world.As(world.Ada, new AddDealLine(world.AcmeRenewal, product, 1, 90m));
    }

    [Theory]
    [InlineData("KWD", 1, 1.255, 0, 1.255)]
    [InlineData("KWD", 3, 0.125, 0.1, 0.338)]
    [InlineData("JPY", 3, 33, 0.05, 94)]
    [InlineData("EUR", 3, 0.15, 0.5, 0.23)]
    public async Task A_sum_has_the_decimals_of_its_currency(string currency, double quantity, double price, double discount, double sum)
    {
        var (deal, product) = (await DealIn(currency), await Product($"Priced {currency} {price}", 1m));

        await world.As(world.Ada, new AddDealLine(deal, product, (decimal)quantity, (decimal)price, (decimal)discount));
        await world.As(world.Ada, new LetAmountFollow(deal, Follows: true));

        ((await world.As(world.Ada, new ListDealLines(deal))).Lines.ShouldHaveSingleItem().Sum, (await Deal(deal)).Amount).ShouldBe(((decimal)sum, (decimal)sum));
    }

    [Theory]
    [InlineData("KWD", 1.2555)]
    [InlineData("EUR", 1.255)]
    [InlineData("JPY", 100.5)]
    [InlineData("EUR", 1234.56789)]
    public async Task A_price_or_an_amount_with_more_decimals_is_refused_and_nothing_is_rounded(string currency, double amount)
    {
        var (deal, product) = (await DealIn(currency), await Product($"Fraction {currency} {amount}", 1m));

        var line = await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new AddDealLine(deal, product, 1, (decimal)amount)));
        var typed = await Should.ThrowAsync<RuleBroken>(() => Edit(deal, fields => fields with { Amount = (decimal)amount }));

        (line.Field, typed.Field, typed.Code).ShouldBe(("unit_price", "amount", "amount.decimals"));
        typed.Message.ShouldContain(currency);
    }

    [Fact]
    public async Task What_stands_there_of_former_times_does_not_hinder_an_edit_of_something_else()
    {
        var deal = await DealIn("EUR");
        await using (var db = world.Look())
        {
            await db.Deals.Where(row => row.Id == deal).ExecuteUpdateAsync(row => row.SetProperty(one => one.Amount, 1234.5679m), TestContext.Current.CancellationToken);
        }

        await Edit(deal, fields => fields with { NextStep = "Still to be edited" });

        (await Deal(deal)).Amount.ShouldBe(1234.5679m);
    }

    [Theory]
    [InlineData(0, 1, 0, "quantity")]
    [InlineData(1.00001, 1, 0, "quantity")]
    [InlineData(1, 1, 0.00001, "discount")]
    [InlineData(1, -1, 0, "unit_price")]
    [InlineData(1, 1, 1.01, "discount")]
    public async Task Terms_that_make_no_sense_are_refused_by_name(double quantity, double price, double discount, string field)
    {
        var product = await Product($"Senseless {field}", 1m);

        var refused = await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new AddDealLine(
            world.AcmeRenewal, product, (decimal)quantity, (decimal)price, (decimal)discount)));

        refused.Field.ShouldBe(field);
    }

    private async Task<long> DealIn(string currency)
    {
        var pipeline = await world.As(world.Admin, new AddPipeline(
            $"Sales in {currency} {Guid.NewGuid():N}", currency, [new("Open", StageKind.Open, 0.5m), new("Won", StageKind.Won, 1m)]));
        await using var db = world.Look();
        var stage = await db.Stages.Where(row => row.PipelineId == pipeline && row.Outcome == StageKind.Open).Select(row => row.Id).SingleAsync(TestContext.Current.CancellationToken);
        return await world.As(world.Ada, new AddDeal(stage, new DealFields($"Deal in {currency}", 0m)));
    }

    [Fact]
    public async Task Lines_that_are_added_at_the_same_moment_are_all_in_the_amount()
    {
        var (deal, product) = (world.Deal("Iris quality desk"), await Product("Desk Many", 10m));
        await world.As(world.Ada, new LetAmountFollow(deal, Follows: true));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.As(world.Ada, new AddDealLine(deal, product))));

        var sold = await world.As(world.Ada, new ListDealLines(deal));
        (sold.Lines.Count, sold.Sum, (await Deal(deal)).Amount).ShouldBe((4, 40m, 40m));
        sold.Lines.Select(line => line.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Hidden_amounts_hide_prices_in_lines_and_history_and_cannot_be_set()
    {
        var (deal, product) = (world.Deal("Kestrel ground crew"), await Product("Desk Secret", 33m));
        await world.As(world.Ada, new AddDealLine(deal, product, 2));

        var sold = await world.As(world.Sam, new ListDealLines(deal));
        var history = (await world.As(world.Sam, new GetDealHistory(deal))).Rows[0];

        var line = sold.Lines.ShouldHaveSingleItem();
        (sold.Sum, line.UnitPrice, line.Discount, line.Sum, line.Quantity).ShouldBe((null, null, null, null, 2m));
        history.Verb.ShouldBe("line_added");
        history.Changes.Where(change => change.IsHidden).Select(change => change.Field).ShouldBe(["unit_price", "discount", "amount"], ignoreOrder: true);
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Sam, new ChangeDealLine(deal, line.Id, new LineFields(2m, 1m))));
    }

    [Fact]
    public async Task Two_who_change_different_terms_of_a_line_are_merged()
    {
        var (deal, product) = (world.Deal("Borealis service desk"), await Product("Desk Merged", 10m));
        await world.As(world.Ada, new AddDealLine(deal, product, 2));
        var seen = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();

        await world.As(world.Mia, new ChangeDealLine(deal, seen.Id, seen.Fields() with { UnitPrice = 8m }, seen.Version));
        await world.As(world.Ada, new ChangeDealLine(deal, seen.Id, seen.Fields() with { Quantity = 3m }, seen.Version));

        var now = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        (now.Quantity, now.UnitPrice, now.Version).ShouldBe((3m, 8m, seen.Version + 2));
    }

    [Fact]
    public async Task Two_who_change_the_same_term_are_shown_both_and_the_later_one_chooses()
    {
        var (deal, product) = (world.Deal("Fjord Wind pilot"), await Product("Desk Contested", 10m));
        await world.As(world.Ada, new AddDealLine(deal, product, 2));
        var seen = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        await world.As(world.Mia, new ChangeDealLine(deal, seen.Id, seen.Fields() with { Quantity = 5m, UnitPrice = 9m }, seen.Version));
        var mine = new ChangeDealLine(deal, seen.Id, seen.Fields() with { Quantity = 3m, Discount = 0.1m }, seen.Version);

        var conflict = await Should.ThrowAsync<FieldConflict>(() => world.As(world.Ada, mine));

        var field = conflict.Fields.ShouldHaveSingleItem();
        (field.Field, field.Original.Text, field.Current.Text, field.Yours.Text, field.ChangedBy).ShouldBe(("quantity", "2", "5", "3", "Mia Tanaka"));
        (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single().Quantity.ShouldBe(5m);
        await world.As(world.Ada, (ChangeDealLine)mine.Over(conflict.Keeping(new HashSet<string> { "quantity" }), conflict.Current));
        var now = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        (now.Quantity, now.UnitPrice, now.Discount).ShouldBe((5m, 9m, 0.1m));
    }

    [Fact]
    public async Task Lines_are_shown_as_they_were()
    {
        var (deal, product) = (world.Deal("Cobalt dispatch"), await Product("Desk Past", 12m));
        var line = (await world.As(world.Ada, new AddDealLine(deal, product, 3))).Id;
        var then = world.Clock.Now;
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.As(world.Ada, new RemoveDealLine(deal, line));

        (await world.As(world.Ada, new ListDealLines(deal, then))).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(3m);
        (await world.As(world.Ada, new ListDealLines(deal))).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_product_shows_its_deals_and_nobody_reaches_lines_of_others()
    {
        var (deal, product) = (world.Deal("Fjord help desk"), await Product("Desk Shared", 5m));
        var line = (await world.As(world.Ada, new AddDealLine(deal, product))).Id;

        (await world.As(world.Ada, new ListRelatedDeals(ProductId: product))).ShouldHaveSingleItem().Id.ShouldBe(deal);
        (await world.As(world.Ben, new ListRelatedDeals(ProductId: product))).ShouldBeEmpty();
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new ListDealLines(deal)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new RemoveDealLine(deal, line)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new RemoveDealLine(deal, line)));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new RemoveDealLine(world.AcmeRenewal, line)));
    }

    [Fact]
    public async Task A_removed_line_comes_back_as_it_was_and_only_once_removed()
    {
        var (deal, product) = (world.Deal("Iris lab service"), await Product("Desk Restored", 10m));
        var line = (await world.As(world.Ada, new AddDealLine(deal, product, 2, 7.5m, 0.2m))).Id;
        var seen = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new RestoreDealLine(deal, line, seen.Version)));
        await world.As(world.Ada, new RemoveDealLine(deal, line));

        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new RestoreDealLine(deal, line + 1_000_000, 1)));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new RestoreDealLine(world.AcmeRenewal, line, seen.Version)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new RestoreDealLine(deal, line, seen.Version)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new RestoreDealLine(deal, line, seen.Version)));
        await world.As(world.Ada, new RestoreDealLine(deal, line, seen.Version));

        var back = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        (back.ProductId, back.Quantity, back.UnitPrice, back.Discount).ShouldBe((product, 2m, 7.5m, 0.2m));
    }

    private Task<long> Product(string name, decimal price, string currency = "EUR") =>
        world.As(world.Admin, new AddProduct(new ProductFields(name, null, price, currency)));

    private Task<DealDetails> Deal(long deal) => world.As(world.Ada, new GetDeal(deal));

    private async Task Edit(long deal, Func<DealFields, DealFields> change) => await world.As(world.Ada, new EditDeal(deal, change((await Deal(deal)).Fields())));
}
