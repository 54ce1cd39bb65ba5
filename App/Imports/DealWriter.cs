using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Opportunities with the way that they have gone through their stages.</summary>
internal sealed class DealWriter(ImportDesk desk) : RecordWriter(desk)
{
    private readonly List<PastDeal> _past = [];
    private Dictionary<long, Deal> _known = [];
    private Dictionary<long, decimal> _prices = [];
    private readonly Dictionary<long, WrittenValues> _values = [];
    private Dictionary<string, Stage> _stages = [];
    private SalesPipeline? _pipeline;

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct)
    {
        var pipelines = await Desk.Db.Pipelines.AsNoTracking().Include(pipeline => pipeline.Stages).Include(pipeline => pipeline.Rules).AsSplitQuery().ToListAsync(ct);
        _pipeline = pipelines.Find(pipeline => NameFold.AreSame(pipeline.Name, Desk.Plan.Pipeline!.Name)) ?? Pretend(Desk.Plan.Pipeline!);
        _stages = _pipeline.Stages.ToDictionary(stage => NameFold.Of(stage.Name));
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
            steps.Add(new PastStep(await Desk.NextId(ct), _stages[NameFold.Of(step.Stage)], step.By(Desk.Now), step.Reason));
        }

        var id = await Desk.NextId(ct);
        var past = new PastDeal(id, Fields(row), _pipeline!, Desk.Responsible(row.To.Owner, row.To.Team), steps);
        _past.Add(past);
        _values[id] = Values(past.Open(), steps[^1].Stage.Id);
        return id;
    }

    public override async Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var row = (DealContent)content;
        var deal = Found(_known, id, RecordKind.Deal);
        var change = await Desk.NextId(ct);
        var fields = Merged(deal.Fields(), Fields(row), merge);
        var (owner, team) = Responsible(deal, merge, row.To.Owner, row.To.Team);
        var stage = merge.Take("stage", deal.StageId, _stages[NameFold.Of(row.Steps[^1].Stage)].Id);
        Whole(deal, () =>
        {
            deal.Edit(fields);
            if ((deal.OwnerId, deal.TeamId) != (owner, team))
            {
                deal.AssignTo(owner, team);
            }

            if (deal.StageId != stage)
            {
                Follow(deal, row.Steps[^1], change);
            }
        });
        _values[id] = Values(deal, deal.StageId);
    }

    public override WrittenValues Values(long id) => _values[id];

    public override string Show(string field, string value) => field == "stage"
        ? _stages.Values.FirstOrDefault(stage => WrittenValues.Spell(stage.Id) == value)?.Name ?? "another pipeline"
        : base.Show(field, value);

    public override Task Save(CancellationToken ct) => _past.Count > 0 ? PastDeals.Save(Desk.Db, _past, ct) : base.Save(ct);

    // A row tells where the deal stands now, and when it came there. What it passed on the way since the last import it does not tell.
    private void Follow(Deal deal, ContentStep now, long changeId)
    {
        var to = _stages[NameFold.Of(now.Stage)];
        var said = now.By(Desk.Now);
        var at = said < deal.MovedAt ? deal.MovedAt : said;
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

    private static DealFields Merged(DealFields here, DealFields said, FieldMerge merge) => new(
        merge.Take("name", here.Name, said.Name),
        merge.Take("amount", Something(here.Amount), Something(said.Amount)) ?? 0m,
        merge.Take("account", here.AccountId, said.AccountId),
        merge.Take("contact", here.ContactId, said.ContactId),
        merge.Take("product", here.ProductId, said.ProductId),
        merge.Take("expected_close", here.ExpectedClose, said.ExpectedClose),
        merge.Take("next_step", here.NextStep, said.NextStep));

    private static WrittenValues Values(Deal deal, long stageId) => WrittenValues.Of(
        ("name", deal.Name),
        ("amount", Something(deal.Amount)),
        ("account", deal.AccountId),
        ("contact", deal.ContactId),
        ("product", deal.ProductId),
        ("expected_close", deal.ExpectedClose),
        ("next_step", deal.NextStep),
        ("owner", deal.OwnerId),
        ("team", deal.TeamId),
        ("stage", stageId));

    // A deal that nobody has put a figure to counts with nothing.
    private static decimal? Something(decimal amount) => amount == 0m ? null : amount;

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
