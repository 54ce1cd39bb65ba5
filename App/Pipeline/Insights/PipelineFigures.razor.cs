using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>Reads the figures, and reads them again shortly after a deal has changed.</summary>
public sealed partial class PipelineFigures(TimeProvider clock)
{
    // So that a hundred moves by others are one reading, and still well within a second.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private FigureScope? _shown;
    private PipelineMetrics? _now;
    private PipelineMetrics? _before;
    private IReadOnlyList<PipelineAt> _overTime = [];
    private CycleTimes _cycles = CycleTimes.Of([]);

    [CascadingParameter]
    public required Me Me { get; set; }

    [Parameter, EditorRequired]
    public required FigureScope Scope { get; set; }

    [Parameter]
    public bool IsNarrow { get; set; }

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(RecordKind.Deal), LiveFeed.Topic(RecordKind.Stage)];

    private string Compared
    {
        get
        {
            var before = Scope.Period.Previous();
            return $"{new DayRange(Scope.Period.From, Scope.Period.To).Words(Me.Format)}, compared with {new DayRange(before.From, before.To).Words(Me.Format)}. Days are of {Me.Zone().Id}.";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown is { } shown && !IsSame(shown))
        {
            await Follow();
        }
    }

    protected override async Task Load(CancellationToken ct)
    {
        _shown = Scope;
        var (scope, period) = (Scope, Scope.Period);
        var now = Desk.Send(scope.Metrics(), ct);
        var before = Desk.Send(scope.Metrics(period.Previous()), ct);
        if (!IsNarrow)
        {
            var overTime = Desk.Send(new GetPipelineOverTime(scope.Pipeline.Id, period.From, period.To, scope.OwnerId, scope.TeamId, Me.Format.FirstDay), ct);
            var cycles = Desk.Send(new GetCycleTimes(scope.Pipeline.Id, period.From, period.To, scope.OwnerId, scope.TeamId), ct);
            (_overTime, _cycles) = (await overTime, await cycles);
        }

        (_now, _before) = (await now, await before);
    }

    protected override async Task Refresh(IReadOnlyList<LiveMessage> news, CancellationToken ct)
    {
        await Task.Delay(Pause, clock, ct);
        await Load(ct);
    }

    private string Count(int count) => Me.Format.Number(count);

    private string? Share(double? rate) => rate is { } share ? Me.Format.Percent((decimal)share) : null;

    private string? Days(double? days) => days is { } known ? $"{Me.Format.Number((decimal)known, 1)} days" : null;

    private string? Money(decimal? amount, string? per = null) =>
        amount is { } known ? $"{Me.Format.ShortMoney(known, Scope.Pipeline.Currency)} {per}".TrimEnd() : null;

    private FigureChange? Change(Func<PipelineMetrics, int> figure, bool? moreIsGood = true) =>
        FigureChange.Share(figure(_now!), _before is { } before ? figure(before) : null, moreIsGood, Me.Format);

    // An outline is read anew each time and is not the same object.
    private bool IsSame(FigureScope shown) => shown == Scope with { Pipeline = shown.Pipeline } && shown.Pipeline.Id == Scope.Pipeline.Id;
}
