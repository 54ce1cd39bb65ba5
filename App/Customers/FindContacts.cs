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
    public Rules() => RuleFor(find => find.Typed).NotEmpty().MaximumLength(Text.NameLength);
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindContacts, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindContacts request, CancellationToken cancellationToken) =>
        RecordId.TryParse(request.Typed, out var id)
            ? await Read(db.Contacts.Where(contact => id.Value.Kind == RecordKind.Contact && contact.Id == id.Value.Number), cancellationToken)
            : await Candidates.Find(request.Typed, text => Read(db.Contacts.Holding(contact => (contact.FirstName ?? "") + " " + contact.LastName, text), cancellationToken));

    private async Task<List<Hit>> Read(IQueryable<Contact> contacts, CancellationToken ct)
    {
        var found = await contacts.AsNoTracking()
            .OrderBy(contact => contact.LastName).ThenBy(contact => contact.Id)
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
