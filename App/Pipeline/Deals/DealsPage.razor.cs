using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>Which deals the list shows: all of it stands in the address, so that a figure can link to the deals behind it.</summary>
public sealed partial class DealsPage
{
    private IReadOnlyList<PipelineOutline> _pipelines = [];
    private IReadOnlyDictionary<long, string> _teams = new Dictionary<long, string>();
    private DealSum? _sum;

    [SupplyParameterFromQuery(Name = "stage")]
    public string? StageText { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewKey { get; set; }

    // The address itself is read; that these are told apart makes the list follow when one of them changes.
    [SupplyParameterFromQuery(Name = "pipeline")]
    public string? PipelineText { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")]
    public string? OutcomeText { get; set; }

    [SupplyParameterFromQuery(Name = "team")]
    public string? TeamText { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    public string? AccountText { get; set; }

    [SupplyParameterFromQuery(Name = "opened")]
    public string? OpenedText { get; set; }

    [SupplyParameterFromQuery(Name = "closed")]
    public string? ClosedText { get; set; }

    [SupplyParameterFromQuery(Name = "due")]
    public string? DueText { get; set; }

    [SupplyParameterFromQuery(Name = "slipped")]
    public string? SlippedText { get; set; }

    [SupplyParameterFromQuery(Name = "reached")]
    public string? ReachedText { get; set; }

    [SupplyParameterFromQuery(Name = "passed")]
    public string? PassedText { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? ReasonText { get; set; }

    [SupplyParameterFromQuery(Name = "cycle")]
    public string? CycleText { get; set; }

    [SupplyParameterFromQuery(Name = "open")]
    public string? OpenText { get; set; }

    [SupplyParameterFromQuery(Name = "lacks")]
    public string? LacksText { get; set; }

    [SupplyParameterFromQuery(Name = "over")]
    public string? OverText { get; set; }

    [SupplyParameterFromQuery(Name = "fresh")]
    public string? FreshText { get; set; }

    [SupplyParameterFromQuery(Name = "unowned")]
    public string? UnownedText { get; set; }

    protected override RecordKind Kind => RecordKind.Deal;

    protected override Comparison<DealRow> Order => OrderOf(Asked.Request());

    protected override string Shown => Query;

    protected override bool IsFiltered => base.IsFiltered || StageText is not null || Chips.Any();

    private string Query => new Uri(Address.Uri).Query;

    private DealAddress Asked => DealAddress.Of(Query);

    private IEnumerable<(string Name, string Words)> Chips => DealChips.Of(Asked, _pipelines, _teams, Me);

    private string By => Asked.Sort ?? "name";

    private string Note => _sum is not { } sum ? List.Count
        : sum is { Amount: { } amount, Count: > 0 } ? $"{Me.Format.Number(sum.Count)} · {Me.Format.ShortMoney(amount, sum.Currency)}" : Me.Format.Number(sum.Count);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await Desk.Try(new ListPipelines(), pipelines => _pipelines = pipelines.Rows);
        if (TeamText is not null && Me.May("team.read"))
        {
            await Desk.Try(new ListTeams(), teams => _teams = teams.ToDictionary(team => team.Id, team => team.Name));
        }
    }

    protected override async Task Load(CancellationToken ct)
    {
        await base.Load(ct);
        await Count(ct);
    }

    protected override async Task Refresh(IReadOnlyList<LiveMessage> news, CancellationToken ct)
    {
        await base.Refresh(news, ct);
        await Count(ct);
    }

    protected override Task<Page<DealRow>> Read(ListPart part, CancellationToken ct) =>
        Desk.Send(Asked.Request() with { Cursor = part.Cursor, Take = part.Take, Ids = part.Ids, WithRisk = true }, ct);

    private async Task Count(CancellationToken ct) => _sum = await Desk.Send(new SumDeals(Asked.Request()), ct);

    private void OrderBy(string sort) => Show(new Dictionary<string, object?>
    {
        ["sort"] = sort == "name" ? null : sort,
        ["down"] = By == sort && !Descending ? true : null,
    });

    private Task Restore(DealRow row) => Desk.Try(new RestoreDeal(row.Id, row.Version), _ => Toasts.Say($"{row.Name} is back among the deals."));

    private static Comparison<DealRow> OrderOf(ListDeals asked) => asked.Order switch
    {
        DealOrder.Amount => RowOrder.By<DealRow, decimal?>(row => row.Amount, row => row.Id, asked.Descending),
        DealOrder.Changed => RowOrder.By<DealRow, DateTimeOffset>(row => row.ChangedAt, row => row.Id, asked.Descending),
        _ => RowOrder.ByName<DealRow>(row => NameFold.Key(row.Name), row => row.Id, asked.Descending),
    };
}
