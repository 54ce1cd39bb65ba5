using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Finds what a deal can point at, by a part of its name: the accounts, contacts, products or people that the person may see.</summary>
[Needs("opportunity.read")]
public sealed record SuggestForDeal(DealLink Link, string? Text, long? AccountId = null) : IQuery<IReadOnlyList<Choice>>;

/// <summary>Something to choose, by its name.</summary>
public sealed record Choice(long Id, string Name, string? Detail);

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
    public Rules() => RuleFor(suggest => suggest.Text).MaximumLength(Text.NameLength);
}

file sealed class Handler(CrmDb db) : IRequestHandler<SuggestForDeal, IReadOnlyList<Choice>>
{
    private const int Most = 8;

    public async Task<IReadOnlyList<Choice>> Handle(SuggestForDeal request, CancellationToken cancellationToken)
    {
        var text = request.Text?.Trim().ToLowerInvariant() ?? "";
        return await Candidates(request).Where(found => found.Name.ToLower().Contains(text)).OrderBy(found => found.Name).Take(Most)
            .Select(found => new Choice(found.Id, found.Name, found.Detail))
            .ToListAsync(cancellationToken);
    }

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
