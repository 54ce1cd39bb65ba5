using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Opportunities with the way that they have gone through their stages.</summary>
internal sealed class DealWriter(ImportDesk desk) : RecordWriter(desk)
{
    private readonly List<PastDeal> _past = [];
    private Dictionary<long, Deal> _known = [];
    private Dictionary<long, decimal> _prices = [];
    private Dictionary<string, Stage> _stages = [];
    private SalesPipeline? _pipeline;

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct)
    {
        _pipeline = await Desk.Db.Pipelines.AsNoTracking().Include(pipeline => pipeline.Stages).Include(pipeline => pipeline.Rules).AsSingleQuery()
            .SingleOrDefaultAsync(pipeline => pipeline.Name == Desk.Plan.Pipeline!.Name, ct) ?? Pretend(Desk.Plan.Pipeline!);
        _stages = _pipeline.Stages.ToDictionary(stage => stage.Name);
        _known = known.Count == 0 ? [] : await Desk.Rows<Deal>().Where(deal => known.Contains(deal.Id)).ToDictionaryAsync(deal => deal.Id, ct);
        var products = rows.Select(row => ((DealContent)row.Content).To.Product).OfType<RowLink>().Where(Desk.Knows).Select(link => Desk.To(link)!.Value).Distinct().ToList();
        _prices = await Desk.Db.Products.Where(product => products.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.ListPrice, ct);
    }

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var row = (DealContent)content;
        var steps = new List<PastStep>();
        foreach (var step in row.Steps)
        {
            steps.Add(new PastStep(await Desk.NextId(ct), _stages[step.Stage], step.At, step.Reason));
        }

        var id = await Desk.NextId(ct);
        _past.Add(new PastDeal(id, Fields(row), _pipeline!, Desk.Responsible(row.To.Owner, row.To.Team), steps));
        return id;
    }

    public override async Task Change(long id, RowContent content, CancellationToken ct)
    {
        var row = (DealContent)content;
        var deal = Found(_known, id, RecordKind.Deal);
        var change = await Desk.NextId(ct);
        Whole(deal, () =>
        {
            deal.Edit(Fields(row));
            if (row.To.Owner is not null)
            {
                var responsible = Desk.Responsible(row.To.Owner, row.To.Team);
                deal.AssignTo(responsible.OwnerId, responsible.TeamId);
            }

            Follow(deal, row.Steps[^1], change);
        });
    }

    public override Task Save(CancellationToken ct) => _past.Count > 0 ? PastDeals.Save(Desk.Db, _past, ct) : base.Save(ct);

    // A row tells where the deal stands now, and when it came there. What it passed on the way since the last import it does not tell.
    private void Follow(Deal deal, ContentStep now, long changeId)
    {
        var to = _stages[now.Stage];
        if (deal.StageId == to.Id)
        {
            return;
        }

        var at = now.At < deal.MovedAt ? deal.MovedAt : now.At;
        if (deal.PipelineId != _pipeline!.Id)
        {
            throw new RuleBroken("stage.other_pipeline", "The deal was moved to another pipeline here, so it was not changed.");
        }

        Desk.Keep(deal.MoveTo(_pipeline, to, new StageMove(changeId, Desk.Db.UserId, at, now.Reason) { IsManager = true, IsPast = true }));
    }

    private DealFields Fields(DealContent row)
    {
        var product = Desk.To(row.To.Product);
        return new DealFields(
            row.Name,
            row.Amount ?? Price(product),
            Desk.To(row.To.Account),
            Desk.To(row.To.Contact),
            product,
            row.ExpectedClose,
            row.NextStep);
    }

    private decimal Price(long? product) =>
        product is not { } id ? 0m
        : _prices.TryGetValue(id, out var price) || Desk.Rehearsal?.Prices.TryGetValue(id, out price) == true ? price
        : 0m;

    // Only a rehearsal can meet a pipeline that was not made yet.
    private SalesPipeline Pretend(PipelineMap map)
    {
        var pipeline = new SalesPipeline(Desk.Rehearsal!.Next(), map.Name, map.Currency, 0);
        foreach (var stage in map.Stages)
        {
            pipeline.AddStage(Desk.Rehearsal.Next(), stage.Name, stage.Outcome, stage.Probability);
        }

        return pipeline;
    }
}
