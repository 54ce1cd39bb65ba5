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
        _known[product.Id] = product;
        Desk.Rehearsal?.Prices.Add(product.Id, product.ListPrice);
        return product.Id;
    }

    public override Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var product = Found(_known, id, RecordKind.Product);
        var (here, said) = (product.Fields(), ((ProductContent)content).Fields);
        var price = merge.Take("list_price", new Money(product.ListPrice, product.Currency), new Money(said.ListPrice ?? 0m, said.Currency ?? product.Currency));
        var fields = here with
        {
            Name = merge.Take("name", here.Name, said.Name),
            Series = merge.Take("series", here.Series, said.Series),
            ListPrice = price.Amount,
            Currency = price.Currency,
        };
        Whole(product, () => product.Edit(fields));
        return Task.CompletedTask;
    }

    public override WrittenValues Values(long id)
    {
        var product = _known[id];
        return WrittenValues.Of(("name", product.Name), ("series", product.Series), ("list_price", new Money(product.ListPrice, product.Currency)));
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
        _known[account.Id] = account;
        return account.Id;
    }

    public override async Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var row = (AccountContent)content;
        var account = Found(_known, id, RecordKind.Account);
        var fields = Merged(account.Fields(), Fields(row), merge);
        var (owner, team) = Responsible(account, merge, row.Owner, row.Team);
        await CheckFamily(account, fields.ParentId, ct);
        Whole(account, () => account.Edit(fields));
        account.AssignTo(owner, team);
    }

    public override WrittenValues Values(long id)
    {
        var account = _known[id];
        return WrittenValues.Of(
            ("name", account.Name),
            ("website", account.Website),
            ("industry", account.Industry),
            ("phone", account.Phone),
            ("country", account.Country),
            ("employees", account.Employees),
            ("founded_year", account.FoundedYear),
            ("annual_revenue", Revenue(account.Fields())),
            ("parent", account.ParentId),
            ("owner", account.OwnerId),
            ("team", account.TeamId));
    }

    private static AccountFields Merged(AccountFields here, AccountFields said, FieldMerge merge)
    {
        var revenue = merge.Take("annual_revenue", Revenue(here), Revenue(said));
        return new AccountFields(
            merge.Take("name", here.Name, said.Name),
            merge.Take("website", here.Website, said.Website),
            merge.Take("industry", here.Industry, said.Industry),
            merge.Take("phone", here.Phone, said.Phone),
            merge.Take("country", here.Country, said.Country),
            merge.Take("employees", here.Employees, said.Employees),
            merge.Take("founded_year", here.FoundedYear, said.FoundedYear),
            revenue?.Amount,
            revenue?.Currency,
            merge.Take("parent", here.ParentId, said.ParentId));
    }

    private static Money? Revenue(AccountFields fields) =>
        fields.AnnualRevenue is { } amount ? new Money(amount, fields.RevenueCurrency ?? "") : null;

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
        _known[contact.Id] = contact;
        return contact.Id;
    }

    public override Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var row = (ContactContent)content;
        var contact = Found(_known, id, RecordKind.Contact);
        var (here, said) = (contact.Fields(), Fields(row));
        var fields = new ContactFields(
            merge.Take("first_name", here.FirstName, said.FirstName),
            merge.Take("last_name", here.LastName, said.LastName),
            merge.Take("email", here.Email, said.Email),
            merge.Take("phone", here.Phone, said.Phone),
            merge.Take("title", here.Title, said.Title),
            merge.Take("account", here.AccountId, said.AccountId));
        var (owner, team) = Responsible(contact, merge, row.Owner, row.Team);
        Whole(contact, () => contact.Edit(fields));
        contact.AssignTo(owner, team);
        return Task.CompletedTask;
    }

    public override WrittenValues Values(long id)
    {
        var contact = _known[id];
        return WrittenValues.Of(
            ("first_name", contact.FirstName),
            ("last_name", contact.LastName),
            ("email", contact.Email),
            ("phone", contact.Phone),
            ("title", contact.Title),
            ("account", contact.AccountId),
            ("owner", contact.OwnerId),
            ("team", contact.TeamId));
    }

    private ContactFields Fields(ContactContent row) => row.Fields with { AccountId = Desk.To(row.Account) };
}
