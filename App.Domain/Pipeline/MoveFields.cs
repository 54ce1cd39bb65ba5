using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>Values that a deal gets on its way into a stage. What is null stays as it is.</summary>
public sealed record MoveFields(
    [property: Field("opportunity.amount")] decimal? Amount = null,
    long? AccountId = null,
    long? ContactId = null,
    long? ProductId = null,
    DateOnly? ExpectedClose = null,
    [property: Field("opportunity.next_step")] string? NextStep = null)
{
    public DealFields Over(DealFields present) => present with
    {
        Amount = Amount ?? present.Amount,
        AccountId = AccountId ?? present.AccountId,
        ContactId = ContactId ?? present.ContactId,
        ProductId = ProductId ?? present.ProductId,
        ExpectedClose = ExpectedClose ?? present.ExpectedClose,
        NextStep = string.IsNullOrWhiteSpace(NextStep) ? present.NextStep : NextStep,
    };
}
