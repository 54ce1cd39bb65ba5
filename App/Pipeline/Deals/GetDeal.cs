using System.Linq.Expressions;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>One deal with the names of all that it points at, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[Needs("opportunity.read")]
public sealed record GetDeal(long DealId, DateTimeOffset? AsOf = null) : IQuery<DealDetails>;

/// <summary>A record by its name, with a word that tells it from others of that name.</summary>
public sealed record Named(long Id, string Name, string? Detail = null);

public sealed record DealDetails
{
    public required long Id { get; init; }

    public required long Version { get; init; }

    public required string Name { get; init; }

    [Field("opportunity.amount")]
    public decimal? Amount { get; init; }

    public required string Currency { get; init; }

    public required long PipelineId { get; init; }

    public required long StageId { get; init; }

    public required StageKind Outcome { get; init; }

    [Field("opportunity.probability")]
    public decimal? Probability { get; init; }

    /// <summary>Somebody's own estimate that counts instead of the stage's probability; null when there is none.</summary>
    public ProbabilityOverride? Override { get; init; }

    /// <summary>The amount is the sum of the product lines.</summary>
    public bool AmountFollowsLines { get; init; }

    public required DateTimeOffset StageSince { get; init; }

    public long? AccountId { get; init; }

    /// <summary>Null also for one that the asker may not see.</summary>
    public Named? Account { get; init; }

    public long? ContactId { get; init; }

    public Named? Contact { get; init; }

    public long? ProductId { get; init; }

    public Named? Product { get; init; }

    public Named? Owner { get; init; }

    public bool HasOwnerLeft { get; init; }

    public string? Team { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    [Field("opportunity.next_step")]
    public string? NextStep { get; init; }

    [Field("opportunity.lost_reason")]
    public string? LostReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>None for a deal that is closed, or as it was.</summary>
    public required DealRisk Risk { get; init; }

    public required Rights Rights { get; init; }

    public RecordId Key => new(RecordKind.Deal, Id);

    /// <summary>What an edit starts from; hidden fields are blank, and stay as they are in the record.</summary>
    public DealFields Fields() => new(Name, Amount ?? 0m, AccountId, ContactId, ProductId, ExpectedClose, NextStep);
}

/// <param name="By">Null when software estimated.</param>
public sealed record ProbabilityOverride(
    [property: Field("opportunity.probability")] decimal? StageShare, [property: Field("opportunity.probability")] string? Reason, string? By, DateTimeOffset At);

file sealed class Handler(CrmDb db, DatabaseProvider provider, PaceBook paces) : IRequestHandler<GetDeal, DealDetails>
{
    private static readonly Expression<Func<CrmDb, Deal, Names>> Beside = (db, deal) => new Names(
        db.Accounts.Where(account => account.Id == deal.AccountId).Select(account => new Named(account.Id, account.Name, account.Industry)).FirstOrDefault(),
        db.Contacts.Where(contact => contact.Id == deal.ContactId)
            .Select(contact => new Named(contact.Id, (contact.FirstName + " " + contact.LastName).Trim(), contact.Title)).FirstOrDefault(),
        db.Products.Where(product => product.Id == deal.ProductId).Select(product => new Named(product.Id, product.Name, product.Series)).FirstOrDefault(),
        db.Users.Where(user => user.Id == deal.OwnerId).Select(user => new Named(user.Id, user.Name, null)).FirstOrDefault(),
        db.Teams.Where(team => team.Id == deal.TeamId).Select(team => team.Name).FirstOrDefault(),
        db.Stages.Where(stage => stage.Id == deal.StageId).Select(stage => (decimal?)stage.Probability).FirstOrDefault(),
        db.Users.Where(user => user.Id == deal.OverrideById).Select(user => user.Name).FirstOrDefault(),
        db.Users.Any(user => user.Id == deal.OwnerId && !user.IsActive));

    public async Task<DealDetails> Handle(GetDeal request, CancellationToken cancellationToken)
    {
        var (deal, names) = await db.Read(provider, request.DealId, request.AsOf, Beside, cancellationToken);
        var risks = request.AsOf is null ? await DealRisks.Of(db, paces, [deal.Id], cancellationToken) : new Dictionary<long, DealRisk>();
        return new DealDetails
        {
            Id = deal.Id,
            Version = deal.Version,
            Name = deal.Name,
            Amount = deal.Amount,
            Currency = deal.Currency,
            PipelineId = deal.PipelineId,
            StageId = deal.StageId,
            Outcome = deal.Outcome,
            Probability = deal.Probability,
            Override = deal.OverrideAt is { } at ? new ProbabilityOverride(names.StageShare, deal.OverrideReason, names.Estimator, at) : null,
            AmountFollowsLines = deal.AmountFollowsLines,
            StageSince = deal.StageSince,
            AccountId = deal.AccountId,
            Account = names.Account,
            ContactId = deal.ContactId,
            Contact = names.Contact,
            ProductId = deal.ProductId,
            Product = names.Product,
            Owner = names.Owner,
            HasOwnerLeft = names.HasOwnerLeft,
            Team = names.Team,
            ExpectedClose = deal.ExpectedClose,
            NextStep = deal.NextStep,
            LostReason = deal.LostReason,
            CreatedAt = deal.CreatedAt,
            ClosedAt = deal.ClosedAt,
            Risk = risks.GetValueOrDefault(deal.Id, DealRisk.None),
            Rights = request.AsOf is null ? Rights.To(db, deal) : new Rights(Edit: false, Delete: false),
        };
    }

    /// <param name="StageShare">The probability that the stage of the deal gives today.</param>
    private sealed record Names(Named? Account, Named? Contact, Named? Product, Named? Owner, string? Team, decimal? StageShare, string? Estimator, bool HasOwnerLeft);
}
