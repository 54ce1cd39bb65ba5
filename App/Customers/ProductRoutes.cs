using CrmLive.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Customers;

/// <summary><c>/api/v1/products</c>.</summary>
internal static class ProductRoutes
{
    private const string Plural = "products";

    public static void Map(RouteGroupBuilder api)
    {
        var products = api.MapResource(Plural);
        products.MapGet("", List).WithName("ListProducts").WithSummary("List products");
        products.MapGet("/{id}", Read).WithVersion().WithName("GetProduct").WithSummary("Read a product, now or as it was");
        products.MapGet("/{id}/history", History).WithName("GetProductHistory").WithSummary("Read what happened to a product");
        products.MapPost("", Create).WithName("AddProduct").WithSummary("Add a product");
        products.MapPut("/{id}", Replace).WithName("ReplaceProduct").WithSummary("Replace a product");
        products.MapPatch("/{id}", Change).WithName("EditProduct").WithSummary("Change fields of a product");
        products.MapDelete("/{id}", Delete).WithName("DeleteProduct").WithSummary("Put a product into the bin");
        products.MapPost("/{id}/restore", Restore).WithName("RestoreProduct").WithSummary("Take a product out of the bin");
    }

    private static async Task<ListAnswer<ProductItem>> List(Asked<ProductQuery> asked, RestCall call)
    {
        var page = await call.Send(asked.Value.Request());
        return call.List(page, ProductItem.Of);
    }

    private static async Task<Answer<ProductResource>> Read(string id, Asked<AsOfQuery> asked, RestCall call)
    {
        var product = await call.Send(new GetProduct(Number(id), asked.Value.AsOf));
        return call.Read(ProductResource.Of(product), product.Version);
    }

    private static async Task<ListAnswer<HistoryItem>> History(string id, Asked<HistoryQuery> asked, RestCall call) =>
        call.List(await call.Send(new GetProductHistory(Number(id), asked.Value.Cursor, asked.Value.Limit)), HistoryItem.Of);

    private static async Task<Created<Answer<Saved>>> Create(Body<ProductInput> body, RestCall call)
    {
        var number = await call.Send(new AddProduct(body.Value.Fields()));
        return call.Created(RecordKind.Product, Plural, number);
    }

    private static async Task<Answer<Saved>> Replace(string id, Body<ProductInput> body, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new EditProduct(number, body.Value.Fields(), call.RequiredVersion, IsExact: true)));
    }

    private static async Task<Answer<Saved>> Change(string id, Patch<ProductInput> patch, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Change<long>(async () =>
        {
            var present = await call.Send(new GetProduct(number));
            return new EditProduct(number, patch.Over(ProductInput.Of(present.Fields)).Fields(), call.Version ?? present.Version, call.Version is not null);
        }));
    }

    private static async Task<Answer<Saved>> Delete(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new DeleteProduct(number, call.Version)));
    }

    private static async Task<Answer<Saved>> Restore(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new RestoreProduct(number, call.Version)));
    }

    private static long Number(string id) => WireId.Of(RecordKind.Product, id);

    private static Answer<Saved> Saved(RestCall call, long number, long version) => call.Saved(RecordKind.Product, number, version);
}
