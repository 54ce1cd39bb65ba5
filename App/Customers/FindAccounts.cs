using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Accounts by name, a slip forgiven, or by number.</summary>
[Needs("account.read")]
public sealed record FindAccounts(string Typed) : IQuery<IReadOnlyList<Hit>>;

file sealed class Rules : AbstractValidator<FindAccounts>
{
    public Rules() => RuleFor(find => find.Typed).NotEmpty().SearchText();
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindAccounts, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindAccounts request, CancellationToken cancellationToken) =>
        RecordId.TryParse(request.Typed, out var id)
            ? await Read(db.Accounts.Where(account => id.Value.Kind == RecordKind.Account && account.Id == id.Value.Number), cancellationToken)
            : await Named(request.Typed.Trim(), cancellationToken);

    private async Task<IReadOnlyList<Hit>> Named(string typed, CancellationToken ct)
    {
        var search = await Search.For(db, typed, CustomerSearch.AccountKinds, ct);
        return await Candidates.Best(
            typed, () => Read(db.Accounts.Beginning(typed), ct), () => Read(db.Accounts.Found(db, search), ct));
    }

    private static async Task<List<Hit>> Read(IQueryable<Account> accounts, CancellationToken ct)
    {
        var found = await accounts.AsNoTracking()
            .OrderBy(account => account.NameKey).ThenBy(account => account.Id)
            .Take(Candidates.Most)
            .Select(account => new
            {
                account.Id,
                account.Name,
                Note = account.Industry ?? account.Country,
            })
            .ToListAsync(ct);
        return [.. found.Select(account => new Hit(account.Id, account.Name, account.Note, $"/accounts/{new RecordId(RecordKind.Account, account.Id)}"))];
    }
}
