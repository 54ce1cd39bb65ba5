using CrmLive.Shell;

namespace CrmLive.Customers;

public sealed class AccountHistoryTab : HistoryTab
{
    protected override RecordKind Kind => RecordKind.Account;

    protected override IQuery<Page<HistoryEntry>> Ask(string? cursor) => new GetAccountHistory(Id, cursor);
}

public sealed class ContactHistoryTab : HistoryTab
{
    protected override RecordKind Kind => RecordKind.Contact;

    protected override IQuery<Page<HistoryEntry>> Ask(string? cursor) => new GetContactHistory(Id, cursor);
}

public sealed class ProductHistoryTab : HistoryTab
{
    protected override RecordKind Kind => RecordKind.Product;

    protected override IQuery<Page<HistoryEntry>> Ask(string? cursor) => new GetProductHistory(Id, cursor);
}
