using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What can be written about an opportunity.</summary>
public record DealInput
{
    /// <summary>Up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>In major units of the pipeline's currency.</summary>
    public decimal? Amount { get; init; }

    public RecordId? AccountId { get; init; }

    public RecordId? ContactId { get; init; }

    public RecordId? ProductId { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    public string? NextStep { get; init; }

    internal static DealInput Of(DealFields fields) => new()
    {
        Name = fields.Name,
        Amount = fields.Amount,
        AccountId = fields.AccountId.Id(RecordKind.Account),
        ContactId = fields.ContactId.Id(RecordKind.Contact),
        ProductId = fields.ProductId.Id(RecordKind.Product),
        ExpectedClose = fields.ExpectedClose,
        NextStep = fields.NextStep,
    };

    internal DealFields Fields() => new(
        Name, Amount ?? 0m, AccountId.Number(RecordKind.Account, "account_id"), ContactId.Number(RecordKind.Contact, "contact_id"),
        ProductId.Number(RecordKind.Product, "product_id"), ExpectedClose, NextStep);
}

/// <summary>A new opportunity.</summary>
public sealed record NewDeal : DealInput
{
    /// <summary>An open stage; it says the pipeline too.</summary>
    [Needed(DealWire.WhichStage)]
    public RecordId? StageId { get; init; }

    /// <summary>Without one it is yours.</summary>
    public RecordId? OwnerId { get; init; }
}
