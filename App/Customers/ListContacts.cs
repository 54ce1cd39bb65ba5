using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Contacts by last name or by last change, page by page.</summary>
/// <param name="Search">Words of the name, the title, the e-mail address or the account, or a telephone number.</param>
/// <param name="AccountId">Only those of one account.</param>
/// <param name="Ids">Only these, where they fit the rest; null for all.</param>
[Needs("contact.read")]
public sealed record ListContacts(
    string? Search = null,
    long? OwnerId = null,
    long? AccountId = null,
    ListOrder Order = ListOrder.Name,
    bool Descending = false,
    bool InBin = false,
    string? Cursor = null,
    int Take = 50,
    IReadOnlyList<long>? Ids = null) : IQuery<Page<ContactRow>>;

public sealed record ContactRow(long Id, long Version, string Name, DateTimeOffset ChangedAt)
{
    /// <summary>What the list is ordered by.</summary>
    public string NameKey { get; init; } = "";

    public string? Title { get; init; }

    [Access.Field("contact.email")]
    public string? Email { get; init; }

    [Access.Field("contact.phone")]
    public string? Phone { get; init; }

    public long? AccountId { get; init; }

    public string? Account { get; init; }

    public long? OwnerId { get; init; }

    public string? Owner { get; init; }
}

file sealed class Rules : AbstractValidator<ListContacts>
{
    public Rules()
    {
        RuleFor(list => list.Take).PageSize();
        RuleFor(list => list.Ids).Chosen();
        RuleFor(list => list.Search).SearchText();
        RuleFor(list => list.Order).IsInEnum();
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListContacts, Page<ContactRow>>
{
    public async Task<Page<ContactRow>> Handle(ListContacts request, CancellationToken cancellationToken)
    {
        var search = await Search.For(db, request.Search, CustomerSearch.ContactKinds, cancellationToken);
        var contacts = db.Contacts.AsNoTracking().Binned(request.InBin).Found(db, search);
        if (request.Ids is { } ids)
        {
            contacts = contacts.Where(contact => ids.Contains(contact.Id));
        }

        if (request.OwnerId is { } owner)
        {
            contacts = contacts.Where(contact => contact.OwnerId == owner);
        }

        if (request.AccountId is { } account)
        {
            contacts = contacts.Where(contact => contact.AccountId == account);
        }

        if (request.Order == ListOrder.Changed)
        {
            contacts = contacts.Seek(contact => contact.ChangedAt, !request.Descending, Cursor<DateTimeOffset>.Read(request.Cursor));
            return Page<ContactRow>.Of(await Read(contacts, request.Take, cancellationToken), request.Take, row => row.ChangedAt, row => row.Id);
        }

        contacts = contacts.Seek(contact => contact.NameKey, request.Descending, Cursor<string>.Read(request.Cursor));
        return Page<ContactRow>.Of(await Read(contacts, request.Take, cancellationToken), request.Take, row => row.NameKey, row => row.Id);
    }

    private Task<List<ContactRow>> Read(IQueryable<Contact> contacts, int take, CancellationToken ct) => contacts
        .Take(take + 1)
        .Select(contact => new ContactRow(
            contact.Id, contact.Version, contact.FirstName == null ? contact.LastName : contact.FirstName + " " + contact.LastName, contact.ChangedAt)
        {
            NameKey = contact.NameKey,
            Title = contact.Title,
            Email = contact.Email,
            Phone = contact.Phone,
            AccountId = contact.AccountId,
            Account = db.Accounts.Where(account => account.Id == contact.AccountId).Select(account => account.Name).FirstOrDefault(),
            OwnerId = contact.OwnerId,
            Owner = db.Users.Where(user => user.Id == contact.OwnerId).Select(user => user.Name).FirstOrDefault(),
        })
        .ToListAsync(ct);
}
