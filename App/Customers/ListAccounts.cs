using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Accounts by name or by last change, page by page.</summary>
/// <param name="Search">Words of the name, the website or a telephone number.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Ids">Only these, where they fit the rest; null for all.</param>
[Needs("account.read")]
public sealed record ListAccounts(
    string? Search = null,
    long? OwnerId = null,
    string? Industry = null,
    ListOrder Order = ListOrder.Name,
    bool Descending = false,
    bool InBin = false,
    string? Cursor = null,
    int Take = 50,
    IReadOnlyList<long>? Ids = null) : IQuery<Page<AccountRow>>;

public sealed record AccountRow(long Id, long Version, string Name, DateTimeOffset ChangedAt)
{
    public string? Industry { get; init; }

    public string? Country { get; init; }

    [Access.Field("account.employees")]
    public int? Employees { get; init; }

    [Access.Field("account.annual_revenue")]
    public decimal? AnnualRevenue { get; init; }

    [Access.Field("account.annual_revenue")]
    public string? RevenueCurrency { get; init; }

    public long? OwnerId { get; init; }

    public string? Owner { get; init; }
}

file sealed class Rules : AbstractValidator<ListAccounts>
{
    public Rules()
    {
        RuleFor(list => list.Take).PageSize();
        RuleFor(list => list.Ids).Chosen();
        RuleFor(list => list.Search).SearchText();
        RuleFor(list => list.Order).IsInEnum();
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListAccounts, Page<AccountRow>>
{
    public async Task<Page<AccountRow>> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        var search = await Search.For(db, request.Search, CustomerSearch.AccountKinds, cancellationToken);
        var accounts = db.Accounts.AsNoTracking().Binned(request.InBin).Found(db, search);
        if (request.Ids is { } ids)
        {
            accounts = accounts.Where(account => ids.Contains(account.Id));
        }

        if (request.OwnerId is { } owner)
        {
            accounts = accounts.Where(account => account.OwnerId == owner);
        }

        if (request.Industry is { } industry)
        {
            accounts = accounts.Where(account => account.Industry == industry);
        }

        if (request.Order == ListOrder.Changed)
        {
            accounts = accounts.Seek(account => account.ChangedAt, !request.Descending, Cursor<DateTimeOffset>.Read(request.Cursor));
            return Page<AccountRow>.Of(await Read(accounts, request.Take, cancellationToken), request.Take, row => row.ChangedAt, row => row.Id);
        }

        accounts = accounts.Seek(account => account.NameKey, request.Descending, Cursor<string>.Read(request.Cursor));
        return Page<AccountRow>.Of(await Read(accounts, request.Take, cancellationToken), request.Take, row => NameFold.Key(row.Name), row => row.Id);
    }

    private Task<List<AccountRow>> Read(IQueryable<Account> accounts, int take, CancellationToken ct) => accounts
        .Take(take + 1)
        .Select(account => new AccountRow(account.Id, account.Version, account.Name, account.ChangedAt)
        {
            Industry = account.Industry,
            Country = account.Country,
            Employees = account.Employees,
            AnnualRevenue = account.AnnualRevenue,
            RevenueCurrency = account.RevenueCurrency,
            OwnerId = account.OwnerId,
            Owner = db.Users.Where(user => user.Id == account.OwnerId).Select(user => user.Name).FirstOrDefault(),
        })
        .ToListAsync(ct);
}
