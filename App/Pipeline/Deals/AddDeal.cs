using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Opens a deal in a stage; without an owner it belongs to whoever adds it. Returns its number.</summary>
[Needs("opportunity.create")]
public sealed record AddDeal(long StageId, DealFields Fields, long? OwnerId = null) : ICommand<long>
{
    /// <summary>The amount, where a program has named it: nought too. A form that does not show it leaves it out.</summary>
    [Field("opportunity.amount")]
    public decimal? NamedAmount { get; init; }
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<AddDeal, long>
{
    public async Task<long> Handle(AddDeal request, CancellationToken cancellationToken)
    {
        var stage = await db.Stages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == request.StageId, cancellationToken)
            ?? throw InvalidInput.Of("stage_id", "unknown", $"There is no stage {new RecordId(RecordKind.Stage, request.StageId)}. Choose one of the pipeline.");
        var pipeline = await db.Pipelines.AsNoTracking().SingleOrDefaultAsync(p => p.Id == stage.PipelineId, cancellationToken) ?? throw OpenDeals.NoPipeline();
        await DealReferences.Check(db, request.Fields, cancellationToken);
        var responsible = await DealReferences.Responsible(db, request.OwnerId ?? db.UserId, cancellationToken);
        var deal = new Deal(
            await ids.Next(cancellationToken), await ids.Next(cancellationToken), request.Fields, pipeline, stage, responsible, clock.GetUtcNow());
        db.Deals.Add(deal);
        db.StageChanges.AddRange(deal.NewStageChanges);
        await db.SaveOpened(cancellationToken);
        return deal.Id;
    }
}

/// <summary>What a deal points at has to exist for the person who points.</summary>
internal static class DealReferences
{
    public static async Task Check(CrmDb db, DealFields fields, CancellationToken ct)
    {
        await db.RequireVisible<Account>(fields.AccountId, "account_id", ct);
        await db.RequireVisible<Contact>(fields.ContactId, "contact_id", ct);
        await db.RequireVisible<Product>(fields.ProductId, "product_id", ct);
    }

    public static Task Check(CrmDb db, MoveFields? fields, CancellationToken ct) => fields is null
        ? Task.CompletedTask
        : Check(db, fields.Over(new DealFields(null, 0m)), ct);

    /// <summary>What stays as it was need not be visible to whoever changes something else.</summary>
    public static Task Check(CrmDb db, DealFields fields, DealFields before, CancellationToken ct) => Check(db, fields with
    {
        AccountId = fields.AccountId == before.AccountId ? null : fields.AccountId,
        ContactId = fields.ContactId == before.ContactId ? null : fields.ContactId,
        ProductId = fields.ProductId == before.ProductId ? null : fields.ProductId,
    }, ct);

    /// <summary>Gives the deal to a person and their team, where it is not theirs already.</summary>
    public static async Task Give(CrmDb db, Deal deal, long? ownerId, CancellationToken ct)
    {
        if (ownerId != deal.OwnerId)
        {
            var responsible = await Responsible(db, ownerId, ct);
            deal.AssignTo(responsible.OwnerId, responsible.TeamId);
        }
    }

    /// <summary>The owner with their first team.</summary>
    /// <exception cref="InvalidInput">There is no such person, or they have left.</exception>
    public static async Task<Responsible> Responsible(CrmDb db, long? ownerId, CancellationToken ct)
    {
        var owner = await Owner.Find(db, ownerId, ct);
        return new Responsible(owner.UserId, owner.TeamId, db.UserId);
    }
}
