namespace CrmLive.Pipeline;

/// <summary>What can be missing for a deal to enter a stage. A stage may require any of them but the reason, which losing a deal always needs.</summary>
public enum DealField
{
    /// <summary>More than nothing.</summary>
    Amount = 0,
    Account = 1,
    Contact = 2,
    Product = 3,
    ExpectedClose = 4,
    NextStep = 5,
    LostReason = 6,
}

/// <summary>How the fields of a deal are called and read.</summary>
public static class DealFieldWords
{
    /// <summary>Those that a stage may require, in the order in which they are asked for.</summary>
    public static IReadOnlyList<DealField> Choices { get; } =
        [DealField.Amount, DealField.Account, DealField.Contact, DealField.Product, DealField.ExpectedClose, DealField.NextStep];

    public static string Label(this DealField field) => field switch
    {
        DealField.ExpectedClose => "Expected close",
        DealField.NextStep => "Next step",
        DealField.LostReason => "Reason",
        _ => field.ToString(),
    };

    /// <summary>In a sentence, with its article.</summary>
    public static string Words(this DealField field) => field switch
    {
        DealField.Amount => "an amount",
        DealField.Account => "an account",
        DealField.ExpectedClose => "an expected close",
        _ => $"a {field.Label().ToLowerInvariant()}",
    };

    /// <summary>The input that holds it, in the spelling of the wire.</summary>
    public static string Wire(this DealField field) => field switch
    {
        DealField.Amount => "amount",
        DealField.Account => "account_id",
        DealField.Contact => "contact_id",
        DealField.Product => "product_id",
        DealField.ExpectedClose => "expected_close",
        DealField.NextStep => "next_step",
        _ => "reason",
    };

    /// <summary>The field that a role may hide, if it is one.</summary>
    public static string? Hideable(this DealField field) => field switch
    {
        DealField.Amount => "opportunity.amount",
        DealField.NextStep => "opportunity.next_step",
        _ => null,
    };

    /// <summary>The code of its being missing.</summary>
    public static string MissingCode(this DealField field) => field switch
    {
        DealField.ExpectedClose => "deal.expected_close_required",
        DealField.NextStep => "deal.next_step_required",
        DealField.LostReason => "deal.lost_reason",
        _ => $"deal.{field.ToString().ToLowerInvariant()}_required",
    };

    public static bool IsMissingIn(this DealField field, DealFields fields) => field switch
    {
        DealField.Amount => fields.Amount <= 0,
        DealField.Account => fields.AccountId is null,
        DealField.Contact => fields.ContactId is null,
        DealField.Product => fields.ProductId is null,
        DealField.ExpectedClose => fields.ExpectedClose is null,
        DealField.NextStep => string.IsNullOrWhiteSpace(fields.NextStep),
        _ => false,
    };
}
