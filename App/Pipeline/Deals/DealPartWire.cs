using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A contact and its role in an opportunity.</summary>
public sealed record DealContactInput
{
    [Needed("Say which contact.")]
    public RecordId? ContactId { get; init; }

    public BuyingRole Role { get; init; }
}

/// <summary>The role of a contact in an opportunity.</summary>
public sealed record DealRoleInput
{
    public BuyingRole Role { get; init; }
}

/// <summary>Who takes part in an opportunity.</summary>
/// <param name="Name">Null for a contact that you may not see.</param>
/// <param name="Role">Null for a primary contact that has been given none.</param>
public sealed record DealContactItem(RecordId ContactId, string? Name, string? Title, string? Email, string? Phone, BuyingRole? Role, bool IsPrimary)
{
    internal static DealContactItem Of(DealContactRow row) => new(
        row.ContactId.Id(RecordKind.Contact), row.Name, row.Title, row.Email, row.Phone, row.Role, row.IsPrimary);
}

/// <summary>A product to add to an opportunity.</summary>
public sealed record DealLineInput
{
    [Needed("Say which product.")]
    public RecordId? ProductId { get; init; }

    public decimal Quantity { get; init; } = 1;

    /// <summary>In the currency of the opportunity; without one the list price.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>0 to 1.</summary>
    public decimal? Discount { get; init; }
}

/// <summary>What can be changed about a product of an opportunity; what is left out stays.</summary>
public sealed record DealLineChange
{
    public decimal Quantity { get; init; }

    /// <summary>In the currency of the opportunity.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>0 to 1.</summary>
    public decimal? Discount { get; init; }

    internal static DealLineChange Of(DealLineRow line) => new() { Quantity = line.Quantity, UnitPrice = line.UnitPrice, Discount = line.Discount };

    internal LineFields Fields() => new(Quantity, UnitPrice, Discount);
}

/// <summary>A product line that was added.</summary>
/// <param name="Id">Of the opportunity.</param>
/// <param name="Version">Of the opportunity.</param>
public sealed record DealLineAnswer(RecordId Id, long Version, long LineId);

/// <summary>A product of an opportunity. What your roles do not see is null.</summary>
/// <param name="Product">Null for a product that is in the bin.</param>
/// <param name="Discount">0 to 1.</param>
public sealed record DealLineItem(
    long LineId, RecordId ProductId, string? Product, decimal Quantity, decimal? UnitPrice, decimal? Discount, decimal? Sum)
{
    internal static DealLineItem Of(DealLineRow row) => new(
        row.Id, row.ProductId.Id(RecordKind.Product), row.Product, row.Quantity, row.UnitPrice, row.Discount, row.Sum);
}

/// <summary>Somebody's own estimate of an opportunity. It ends when the opportunity changes stage.</summary>
public sealed record DealEstimate
{
    /// <summary>0 to 1.</summary>
    public decimal? Probability { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A move that a rule is against, and why it should be made all the same.</summary>
public sealed record DealExceptionInput
{
    /// <summary>A stage of the same pipeline.</summary>
    [Needed(DealWire.WhichStage)]
    public RecordId? StageId { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What the asker is told with the answer.</summary>
public sealed record DealDecision
{
    public string? Note { get; init; }
}

/// <summary>An exception that was asked for.</summary>
/// <param name="Id">Of the opportunity.</param>
/// <param name="Version">Of the opportunity.</param>
public sealed record DealExceptionAnswer(RecordId Id, long Version, RecordId ExceptionId);

/// <summary>A request for an exception from the rules of a move.</summary>
/// <param name="From">The stage that the opportunity would leave.</param>
/// <param name="Breaches">What the rules say.</param>
/// <param name="State">pending, approved, declined, withdrawn, or void where the opportunity has moved since.</param>
public sealed record DealExceptionItem(
    RecordId ExceptionId,
    string From,
    string To,
    string Breaches,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    ApprovalState State,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Note)
{
    internal static DealExceptionItem Of(MoveApprovalRow row) => new(
        row.Id.Id(RecordKind.MoveApproval), row.From, row.To, row.Breaches, row.Reason, row.AskedBy, row.AskedAt, row.State, row.DecidedBy, row.DecidedAt, row.Note);
}
