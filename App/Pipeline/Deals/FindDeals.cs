using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Deals by name, a slip forgiven, or by number.</summary>
[Needs("opportunity.read")]
public sealed record FindDeals(string Typed) : IQuery<IReadOnlyList<Hit>>;

file sealed class Rules : AbstractValidator<FindDeals>
{
    public Rules() => RuleFor(find => find.Typed).NotEmpty().SearchText();
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindDeals, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindDeals request, CancellationToken cancellationToken) =>
        RecordId.TryParse(request.Typed, out var id)
            ? await Read(db.Deals.Where(deal => id.Value.Kind == RecordKind.Deal && deal.Id == id.Value.Number), cancellationToken)
            : await Named(request.Typed.Trim(), cancellationToken);

    private async Task<IReadOnlyList<Hit>> Named(string typed, CancellationToken ct)
    {
        var search = await Search.For(db, typed, DealSearch.Kinds, ct);
        return await Candidates.Best(
            typed, () => Read(db.Deals.Beginning(typed), ct), () => Read(db.Deals.Mentioning(db, search), ct));
    }

    private async Task<List<Hit>> Read(IQueryable<Deal> deals, CancellationToken ct)
    {
        var found = await deals.AsNoTracking()
            .OrderBy(deal => deal.NameKey).ThenBy(deal => deal.Id)
            .Take(Candidates.Most)
            .Select(deal => new
            {
                deal.Id,
                deal.Name,
                Note = db.Accounts.Where(account => account.Id == deal.AccountId).Select(account => account.Name).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. found.Select(deal => new Hit(deal.Id, deal.Name, deal.Note, $"/deals/{new RecordId(RecordKind.Deal, deal.Id)}"))];
    }
}
