using CrmLive.Customers;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

internal sealed class ProductWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, Product> _known = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct) =>
        _known = known.Count == 0 ? [] : await Desk.Rows<Product>().Where(row => known.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var product = new Product(await Desk.NextId(ct), ((ProductContent)content).Fields);
        Desk.Keep(product);
        Desk.Rehearsal?.Prices.Add(product.Id, product.ListPrice);
        return product.Id;
    }

    public override Task Change(long id, RowContent content, CancellationToken ct)
    {
        var product = Found(_known, id, RecordKind.Product);
        Whole(product, () => product.Edit(((ProductContent)content).Fields));
        return Task.CompletedTask;
    }
}

internal sealed class AccountWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, Account> _known = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct) =>
        _known = known.Count == 0 ? [] : await Desk.Rows<Account>().Where(row => known.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var row = (AccountContent)content;
        var responsible = Desk.Responsible(row.Owner, row.Team);
        var account = new Account(await Desk.NextId(ct), Fields(row), responsible.OwnerId, responsible.TeamId);
        Desk.Keep(account);
        return account.Id;
    }

    public override async Task Change(long id, RowContent content, CancellationToken ct)
    {
        var row = (AccountContent)content;
        var account = Found(_known, id, RecordKind.Account);
        await CheckFamily(account, Fields(row).ParentId, ct);
        Whole(account, () => account.Edit(Fields(row)));
        if (row.Owner is not null)
        {
            var responsible = Desk.Responsible(row.Owner, row.Team);
            account.AssignTo(responsible.OwnerId, responsible.TeamId);
        }
    }

    private async Task CheckFamily(Account account, long? parentId, CancellationToken ct)
    {
        if (parentId is null || parentId == account.ParentId)
        {
            return;
        }

        if (Desk.Rehearsal is null)
        {
            await AccountFamily.Hold(Desk.Db, ct);
        }

        await AccountFamily.Check(Desk.Db, account, parentId, ct);
    }

    private AccountFields Fields(AccountContent row) => row.Fields with { ParentId = Desk.To(row.Parent) };
}

internal sealed class ContactWriter(ImportDesk desk) : RecordWriter(desk)
{
    private Dictionary<long, Contact> _known = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct) =>
        _known = known.Count == 0 ? [] : await Desk.Rows<Contact>().Where(row => known.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var row = (ContactContent)content;
        var responsible = Desk.Responsible(row.Owner, row.Team);
        var contact = new Contact(await Desk.NextId(ct), Fields(row), responsible.OwnerId, responsible.TeamId);
        Desk.Keep(contact);
        return contact.Id;
    }

    public override Task Change(long id, RowContent content, CancellationToken ct)
    {
        var row = (ContactContent)content;
        var contact = Found(_known, id, RecordKind.Contact);
        Whole(contact, () => contact.Edit(Fields(row)));
        if (row.Owner is not null)
        {
            var responsible = Desk.Responsible(row.Owner, row.Team);
            contact.AssignTo(responsible.OwnerId, responsible.TeamId);
        }

        return Task.CompletedTask;
    }

    private ContactFields Fields(ContactContent row) => row.Fields with { AccountId = Desk.To(row.Account) };
}
