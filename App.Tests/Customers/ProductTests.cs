using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Customers;

public sealed class ProductTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_steward_adds_prices_withdraws_deletes_and_restores_a_product()
    {
        var id = await world.As(world.Tess, new AddProduct(new ProductFields("Desk Nano", "Desk", 990m, "EUR")));
        (await world.As(world.Tess, new EditProduct(id, new ProductFields("Desk Nano", "Desk", 1090m, "EUR", IsActive: false), 1))).ShouldBe(2);

        (await world.As(world.Ada, new ListProducts(Search: "nano"))).Rows.Single()["list_price"].ShouldBe(new Money(1090m, "EUR"));
        (await world.As(world.Ada, new ListProducts(Search: "nano", Filter: "is_active"))).Rows.ShouldBeEmpty();

        await world.As(world.Tess, new DeleteProduct(id, 2));
        (await world.As(world.Tess, new ListProducts(InBin: true))).Rows.ShouldContain(row => row.Id == id);
        await world.As(world.Tess, new RestoreProduct(id));
        (await world.As(world.Tess, new GetProduct(id))).Fields.Name.ShouldBe("Desk Nano");
    }

    [Fact]
    public async Task A_price_is_needed_and_not_below_zero()
    {
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Tess, new AddProduct(new ProductFields("X", null, null, "EUR"))))).Field.ShouldBe("list_price");
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Tess, new AddProduct(new ProductFields("X", null, -1m, "EUR"))))).Field.ShouldBe("list_price");
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Tess, new AddProduct(new ProductFields("X", null, 1m, "€"))))).Field.ShouldBe("currency");
    }

    [Fact]
    public async Task A_rep_reads_the_price_list_and_changes_nothing()
    {
        var desk = world.Product("Desk Basic");

        (await world.As(world.Ada, new GetProduct(desk))).Rights.ShouldBe(new Rights(Edit: false, Delete: false));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new AddProduct(new ProductFields("X", null, 1m, "EUR"))));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new EditProduct(desk, new ProductFields("X", null, 1m, "EUR"))));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new DeleteProduct(desk)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new RestoreProduct(desk)));
    }

    [Fact]
    public async Task Nothing_of_another_tenant_can_be_reached()
    {
        var rivals = (await world.As(world.Rex, new ListProducts())).Rows.Single().Id;

        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new GetProduct(rivals)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new EditProduct(rivals, new ProductFields("X", null, 1m, "EUR"))));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new DeleteProduct(rivals)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new GetProductHistory(rivals)));
        (await world.As(world.Admin, new FindProducts("Rival"))).ShouldBeEmpty();
    }
}
