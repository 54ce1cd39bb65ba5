using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Contacts by name, a slip forgiven, or by number.</summary>
[Needs("contact.read")]
public sealed record FindContacts(string Typed) : IQuery<IReadOnlyList<Hit>>;

file sealed class Rules : AbstractValidator<FindContacts>
{
    public Rules() => RuleFor(find => find.Typed).NotEmpty().SearchText();
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindContacts, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindContacts request, CancellationToken cancellationToken) =>
        RecordId.TryParse(request.Typed, out var id)
            ? await Read(db.Contacts.Where(contact => id.Value.Kind == RecordKind.Contact && contact.Id == id.Value.Number), cancellationToken)
            : await Named(request.Typed.Trim(), cancellationToken);

    private async Task<IReadOnlyList<Hit>> Named(string typed, CancellationToken ct)
    {
        var search = await Search.For(db, typed, CustomerSearch.ContactKinds, ct);
        return await Candidates.Best(
            typed, () => Read(db.Contacts.Beginning(typed), ct), () => Read(db.Contacts.Found(db, search), ct));
    }

    private async Task<List<Hit>> Read(IQueryable<Contact> contacts, CancellationToken ct)
    {
        var found = await contacts.AsNoTracking()
            .OrderBy(contact => contact.NameKey).ThenBy(contact => contact.Id)
            .Take(Candidates.Most)
            .Select(contact => new
            {
                contact.Id,
                Name = contact.FirstName == null ? contact.LastName : contact.FirstName + " " + contact.LastName,
                Note = db.Accounts.Where(account => account.Id == contact.AccountId).Select(account => account.Name).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. found.Select(contact => new Hit(contact.Id, contact.Name, contact.Note, $"/contacts/{new RecordId(RecordKind.Contact, contact.Id)}"))];
    }
}
