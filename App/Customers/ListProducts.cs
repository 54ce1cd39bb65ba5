using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Products by name or by last change, page by page.</summary>
/// <param name="Search">Words of the name, or of the series.</param>
/// <param name="Active">Only what is sold now, or only what is not; null for both.</param>
/// <param name="Ids">Only these, where they fit the rest; null for all.</param>
[Needs("product.read")]
public sealed record ListProducts(
    string? Search = null,
    bool? Active = null,
    ListOrder Order = ListOrder.Name,
    bool Descending = false,
    bool InBin = false,
    string? Cursor = null,
    int Take = 50,
    IReadOnlyList<long>? Ids = null) : IQuery<Page<ProductRow>>;

public sealed record ProductRow(long Id, long Version, string Name, string? Series, string Currency, bool IsActive, DateTimeOffset ChangedAt)
{
    [Access.Field("product.list_price")]
    public decimal? ListPrice { get; init; }
}

file sealed class Rules : AbstractValidator<ListProducts>
{
    public Rules()
    {
        RuleFor(list => list.Take).PageSize();
        RuleFor(list => list.Ids).Chosen();
        RuleFor(list => list.Search).SearchText();
        RuleFor(list => list.Order).IsInEnum();
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListProducts, Page<ProductRow>>
{
    public async Task<Page<ProductRow>> Handle(ListProducts request, CancellationToken cancellationToken)
    {
        var search = await Search.For(db, request.Search, CustomerSearch.ProductKinds, cancellationToken);
        var products = db.Products.AsNoTracking().Binned(request.InBin).Found(db, search);
        if (request.Ids is { } ids)
        {
            products = products.Where(product => ids.Contains(product.Id));
        }

        if (request.Active is { } active)
        {
            products = products.Where(product => product.IsActive == active);
        }

        if (request.Order == ListOrder.Changed)
        {
            products = products.Seek(product => product.ChangedAt, !request.Descending, Cursor<DateTimeOffset>.Read(request.Cursor));
            return Page<ProductRow>.Of(await Read(products, request.Take, cancellationToken), request.Take, row => row.ChangedAt, row => row.Id);
        }

        products = products.Seek(product => product.NameKey, request.Descending, Cursor<string>.Read(request.Cursor));
        return Page<ProductRow>.Of(await Read(products, request.Take, cancellationToken), request.Take, row => NameFold.Key(row.Name), row => row.Id);
    }

    private static Task<List<ProductRow>> Read(IQueryable<Product> products, int take, CancellationToken ct) => products
        .Take(take + 1)
        .Select(product => new ProductRow(
            product.Id, product.Version, product.Name, product.Series, product.Currency, product.IsActive, product.ChangedAt)
        {
            ListPrice = product.ListPrice,
        })
        .ToListAsync(ct);
}
