using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>What the board shows and where that is written: its address.</summary>
public sealed partial class BoardPage(
    NavigationManager address, IJSRuntime js, Toasts toasts, Visits visits, Presence presence)
{
    // Cards of a column to begin with; more come when it is scrolled.
    private const int Window = 40;
    private const int GroupedWindow = 300;

    private readonly BoardLanes _lanes = new();
    private IReadOnlyList<PipelineOutline> _pipelines = [];
    private PipelineOutline? _pipeline;
    private (string? Pipeline, BoardView View)? _shown;

    // What the columns hold; something else is asked for before it is there.
    private (long PipelineId, BoardView View)? _held;
    private Part? _columns;
    private (PipelineOutline?, IReadOnlyList<Lane>, string, IReadOnlyList<Visitor>, bool, bool, Refusal?) _outline;
    private (int Cards, int Marks) _drawnColumns;
    private bool _isSettled;
    private int _turns;
    private ITimer? _hours;

    [Parameter]
    public string? PipelineKey { get; set; }

    // The address itself is read; that these are told apart makes the board follow when one of them changes.
    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "mine")]
    public string? MineText { get; set; }

    [SupplyParameterFromQuery(Name = "stale")]
    public string? StaleText { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "group")]
    public string? Group { get; set; }

    [SupplyParameterFromQuery(Name = "owner")]
    public string? OwnerText { get; set; }

    [SupplyParameterFromQuery(Name = "team")]
    public string? TeamText { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    public string? AccountText { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? CloseFrom { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? CloseTo { get; set; }

    [SupplyParameterFromQuery(Name = "least")]
    public string? AmountFrom { get; set; }

    [SupplyParameterFromQuery(Name = "most")]
    public string? AmountTo { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewKey { get; set; }

    [SupplyParameterFromQuery(Name = "deal")]
    public string? DealKey { get; set; }

    /// <summary>The figures stand beside the board.</summary>
    [SupplyParameterFromQuery(Name = "insights")]
    public string? FiguresText { get; set; }

    [SupplyParameterFromQuery(Name = "period")]
    public string? PeriodText { get; set; }

    /// <summary>1 opens the form for a new deal.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public string? New { get; set; }

    /// <summary>The person for whom the new deal is.</summary>
    [SupplyParameterFromQuery(Name = "contact")]
    public string? ContactText { get; set; }

    [CascadingParameter]
    public Me? Me { get; set; }

    protected override IEnumerable<string> Topics =>
    [
        LiveFeed.Topic(RecordKind.Deal), LiveFeed.Topic(RecordKind.Account), LiveFeed.Topic(RecordKind.Pipeline), LiveFeed.Topic(RecordKind.Stage),
        Presence.Topic(RecordKind.Pipeline),
    ];

    private bool Mine => AddressText.Flag(MineText);

    private bool HasFigures => AddressText.Flag(FiguresText);

    private BoardView View => BoardView.Of(new Uri(address.Uri).Query, Me);

    private string? AccountName => View.Filter.AccountId is { } account ? _lanes.All.SelectMany(lane => lane.Cards).FirstOrDefault(card => card.AccountId == account)?.Account : null;

    private RecordId? OpenDeal => RecordId.TryParse(DealKey, out var id) && id.Value.Kind == RecordKind.Deal ? id : null;

    private bool CanAdd => Me?.May("opportunity.create") == true && FirstStage is not null;

    private bool CanMove => Me?.May("opportunity.update") == true;

    private bool MayBegin => Me?.May("pipeline.create") == true;

    private StageOutline? FirstStage => _pipeline?.Stages.FirstOrDefault(stage => stage.IsOpen);

    private string OpenNote => $"{(Me?.Format ?? PersonalFormat.Default).Number(_lanes.All.Where(lane => lane.Stage.IsOpen).Sum(lane => lane.Totals.Count))} open";

    protected override async Task OnParametersSetAsync()
    {
        if (_shown is { } shown && shown != (PipelineKey, View))
        {
            _turns++;
            try
            {
                await Follow();
            }
            finally
            {
                _turns--;
            }
        }

        BeginNew();
    }

    // A board that stays open grows older: ages, risks and what belongs to this month are read again every hour.
    protected override void OnInitialized() => _hours = Clock.CreateTimer(_ => ReadAgain(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    protected override async Task Load(CancellationToken ct)
    {
        var view = View;
        _shown = (PipelineKey, view);
        _pipelines = (await Desk.Send(new ListPipelines(), ct)).Rows;
        var pipeline = RecordId.TryParse(PipelineKey, RecordKind.Pipeline, out var id)
            ? _pipelines.FirstOrDefault(p => p.Id == id) ?? throw new NotFound(RecordKind.Pipeline, id)
            : PipelineKey is null ? (_pipelines.Count > 0 ? _pipelines[0] : null) : throw new NotFound(PipelineKey);
        if (pipeline is not null)
        {
            await Fill(pipeline, view, ct);
        }

        await Visit(pipeline);
        BeginNew();
    }

    protected override async Task Refresh(IReadOnlyList<LiveMessage> news, CancellationToken ct)
    {
        var changed = Changed(news).Except(_moving).ToList();
        if (news.Any(IsRedesign) || changed.Count > GetBoardNews.Most)
        {
            await Load(ct);
        }
        else if (_held is { } held)
        {
            await ReadRanks(news, ct);
            if (changed.Count > 0)
            {
                var told = await Desk.Send(new GetBoardNews(held.PipelineId, held.View.Filter, changed, held.View.Grouping), ct);
                _isSettled = true;
                KeepInSight(_lanes.Take(told, changed), changed);
            }
        }

        // After the reading: a card that was dropped is let go of in the same picture.
        Look();
    }

    // The same board is read as far as it had been read, so that nobody who has scrolled is thrown back.
    private async Task Fill(PipelineOutline pipeline, BoardView view, CancellationToken ct)
    {
        var isSame = _held == (pipeline.Id, view);
        var take = view.Grouping == BoardGrouping.None ? Window : GroupedWindow;
        var further = isSame ? _lanes.All.Where(lane => lane.Read > take).ToDictionary(lane => lane.Stage.Id, lane => Math.Min(lane.Read, GetBoard.Most)) : null;
        var board = await Desk.Send(new GetBoard(pipeline.Id, view.Filter, view.Order, view.Grouping, take, further), ct);
        if (_held?.PipelineId != pipeline.Id)
        {
            (_adding, _asking, _editing) = (null, null, null);
        }

        _held = (pipeline.Id, view);
        if (isSame)
        {
            KeepInSight(_lanes.Refill(pipeline, board), []);
        }
        else
        {
            _lanes.Fill(pipeline, board, view.Order, view.Grouping);
            ShowTop();
        }

        if (!isSame || pipeline.Currency != _pipeline?.Currency)
        {
            _marks.Changed();
        }
    }

    // Cards that were moved apart lie as before; what is put between them needs to know where.
    private async Task ReadRanks(IReadOnlyList<LiveMessage> news, CancellationToken ct)
    {
        foreach (var lane in news.Where(IsSpread).Select(message => _lanes.Of(message.Id)).OfType<Lane>().Distinct())
        {
            List<BoardCard> read = [.. lane.Cards, .. lane.Arrived];
            foreach (var cards in read.Chunk(GetBoard.Most))
            {
                KeepInSight(_lanes.Spread(lane, await Desk.Send(new GetColumnRanks(lane.Stage.Id, [.. cards.Select(card => card.Id)]), ct)), []);
            }
        }
    }

    private static bool IsSpread(LiveMessage message) => message.EventType == "stage.column_spread.v1";

    private static bool IsRedesign(LiveMessage message) =>
        !IsSpread(message) && (message.Kind == RecordKind.Pipeline.Name || message.Kind == RecordKind.Stage.Name);

    // After each drop all open boards are drawn, so they draw no more than the columns, and nothing when those are as before.
    protected override void Draw()
    {
        var outline = (_pipeline, _lanes.All, OpenNote, _here, _isSettled, IsLoaded, Refused);
        var columns = (_lanes.Revision, _marks.Revision);
        var isMore = outline != _outline || _marks.Selection.Count > 0 || _editing is not null;
        var hasNewColumns = columns != _drawnColumns;
        (_outline, _drawnColumns) = (outline, columns);
        if (isMore)
        {
            StateHasChanged();
        }
        else if (hasNewColumns)
        {
            _columns?.Draw();
        }
    }

    // Deals that changed, and those whose account did.
    private IEnumerable<long> Changed(IReadOnlyList<LiveMessage> news)
    {
        var accounts = news.Where(message => message.Kind == RecordKind.Account.Name).Select(message => message.Id).ToHashSet();
        var touched = accounts.Count == 0 ? [] : _lanes.Ids.Where(id => _lanes.Find(id)!.AccountId is { } account && accounts.Contains(account));
        return news.Where(message => message.Kind == RecordKind.Deal.Name).Select(message => message.Id).Concat(touched).Distinct();
    }

    private void Show(IReadOnlyDictionary<string, object?> values) =>
        address.NavigateTo(address.GetUriWithQueryParameters(values), replace: true);

    // What is looked for stays; a sum of money does not, where the other pipeline counts in another currency.
    private void ChoosePipeline(ChangeEventArgs change)
    {
        var other = _pipelines.First(pipeline => pipeline.Key.ToString() == (string?)change.Value);
        var query = new Uri(address.GetUriWithQueryParameters(new Dictionary<string, object?> { ["deal"] = null, ["tab"] = null })).Query;
        var there = $"/pipeline/{other.Key}{query}";
        address.NavigateTo(other.Currency == _pipeline?.Currency ? there : address.GetUriWithQueryParameters(address.ToAbsoluteUri(there).ToString(), new Dictionary<string, object?> { ["least"] = null, ["most"] = null }));
    }
}
