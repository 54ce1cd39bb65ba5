using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Products by name, a slip forgiven, or by number.</summary>
[Needs("product.read")]
public sealed record FindProducts(string Typed) : IQuery<IReadOnlyList<Hit>>;

file sealed class Rules : AbstractValidator<FindProducts>
{
    public Rules() => RuleFor(find => find.Typed).NotEmpty().SearchText();
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindProducts, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindProducts request, CancellationToken cancellationToken) =>
        RecordId.TryParse(request.Typed, out var id)
            ? await Read(db.Products.Where(product => id.Value.Kind == RecordKind.Product && product.Id == id.Value.Number), cancellationToken)
            : await Named(request.Typed.Trim(), cancellationToken);

    private async Task<IReadOnlyList<Hit>> Named(string typed, CancellationToken ct)
    {
        var search = await Search.For(db, typed, CustomerSearch.ProductKinds, ct);
        return await Candidates.Best(
            typed, () => Read(db.Products.Beginning(typed), ct), () => Read(db.Products.Found(db, search), ct));
    }

    private static async Task<List<Hit>> Read(IQueryable<Product> products, CancellationToken ct)
    {
        var found = await products.AsNoTracking()
            .OrderBy(product => product.NameKey).ThenBy(product => product.Id)
            .Take(Candidates.Most)
            .Select(product => new
            {
                product.Id,
                product.Name,
                Note = product.Series,
            })
            .ToListAsync(ct);
        return [.. found.Select(product => new Hit(product.Id, product.Name, product.Note, $"/products/{new RecordId(RecordKind.Product, product.Id)}"))];
    }
}
