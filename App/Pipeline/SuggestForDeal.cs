using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Finds what a deal can point at, by a part of its name: the accounts, contacts, products or people that the person may see.</summary>
[Needs("opportunity.read")]
public sealed record SuggestForDeal(DealLink Link, string? Search, long? AccountId = null) : IQuery<IReadOnlyList<Named>>;

/// <summary>A record by its name, with a word that tells it from others of that name.</summary>
public sealed record Named(long Id, string Name, string? Detail = null);

/// <summary>What a deal points at.</summary>
public enum DealLink
{
    Account = 0,
    Contact = 1,
    Product = 2,
    Owner = 3,
}

file sealed class Rules : AbstractValidator<SuggestForDeal>
{
    public Rules() => RuleFor(suggest => suggest.Search).SearchText();
}

file sealed class Handler(CrmDb db) : IRequestHandler<SuggestForDeal, IReadOnlyList<Named>>
{
    private const int Most = 8;

    public async Task<IReadOnlyList<Named>> Handle(SuggestForDeal request, CancellationToken cancellationToken) =>
        await Candidates(request).Holding(found => found.Name, request.Search)
            .OrderBy(found => found.Name).ThenBy(found => found.Id).Take(Most)
            .Select(found => new Named(found.Id, found.Name, found.Detail))
            .ToListAsync(cancellationToken);

    private IQueryable<Candidate> Candidates(SuggestForDeal request) => request.Link switch
    {
        DealLink.Account => db.Accounts.AsNoTracking()
            .Select(account => new Candidate { Id = account.Id, Name = account.Name, Detail = account.Industry }),
        DealLink.Contact => db.Contacts.AsNoTracking().Where(contact => request.AccountId == null || contact.AccountId == request.AccountId)
            .Select(contact => new Candidate { Id = contact.Id, Name = (contact.FirstName + " " + contact.LastName).Trim(), Detail = contact.Title }),
        DealLink.Product => db.Products.AsNoTracking().Where(product => product.IsActive)
            .Select(product => new Candidate { Id = product.Id, Name = product.Name, Detail = product.Series }),
        _ => db.Users.AsNoTracking().Where(user => user.IsActive)
            .Select(user => new Candidate { Id = user.Id, Name = user.Name }),
    };

    private sealed class Candidate
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public string? Detail { get; init; }
    }
}
