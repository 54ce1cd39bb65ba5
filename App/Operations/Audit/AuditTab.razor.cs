using CrmLive.Live;

namespace CrmLive.Operations.Audit;

/// <summary>The audit entries of one record.</summary>
public abstract partial class AuditTab : LiveView;

public sealed class AccountAuditTab : AuditTab
{
    protected override RecordKind Kind => RecordKind.Account;
}

public sealed class ContactAuditTab : AuditTab
{
    protected override RecordKind Kind => RecordKind.Contact;
}

public sealed class ProductAuditTab : AuditTab
{
    protected override RecordKind Kind => RecordKind.Product;
}

public sealed class DealAuditTab : AuditTab
{
    protected override RecordKind Kind => RecordKind.Deal;
}
