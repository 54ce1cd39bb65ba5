using System.Globalization;
using CrmLive.Live;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>
/// Each step of the slider is a change of the record, because between two changes there is nothing else to see; or, if the person would rather see how long
/// things took, a step of time.
/// </summary>
public sealed partial class AsOfBar(TimeProvider clock) : LiveView
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<HistoryEntry> _steps = [];
    private AsOfScale _scale = new([], default, IsByTime: false);
    private Hand? _hand;
    private DateTimeOffset? _shown;
    private CancellationTokenSource? _waiting;
    private CancellationTokenSource? _rested;

    [Parameter, EditorRequired]
    public required RecordKind Kind { get; set; }

    [Parameter, EditorRequired]
    public required long Id { get; set; }

    /// <summary>The history of the record, from a cursor on; the newest changes are the steps.</summary>
    [Parameter, EditorRequired]
    public required Func<IQuery<Page<HistoryEntry>>> Ask { get; set; }

    /// <summary>Null for now.</summary>
    [Parameter]
    public DateTimeOffset? Value { get; set; }

    /// <summary>Equal steps of time, instead of one for each change.</summary>
    [Parameter]
    public bool IsByTime { get; set; }

    /// <summary>Asked for the other kind of steps.</summary>
    [Parameter]
    public EventCallback<bool> OnSpread { get; set; }

    /// <summary>Gets the instant in ISO form, or null for now.</summary>
    [Parameter]
    public EventCallback<string?> OnChoose { get; set; }

    [CascadingParameter]
    private Access.Me? Me { get; set; }

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(Kind, Id)];

    private int Place => _hand is { At: not null } hand && hand.Scale.IsByTime == IsByTime ? hand.Place : _scale.Of(Shown);

    private DateTimeOffset? Shown => _hand is null ? Value : _hand.At;

    private string Words => Shown is { } shown ? $"{(Me?.Format ?? PersonalFormat.Default).Time(shown, Me?.Zone() ?? TimeZoneInfo.Utc)}: {Said(shown)}" : "Now";

    protected override async Task Load(CancellationToken ct)
    {
        _steps = [.. (await Desk.Send(Ask(), ct)).Rows.DistinctBy(entry => entry.Version).Reverse()];
        Measure();
    }

    protected override void OnParametersSet()
    {
        if (_shown != Value)
        {
            // A hand that has moved on since is ahead of what the page shows.
            (_shown, _hand) = (Value, _waiting == _rested ? null : _hand);
        }

        if (_scale.IsByTime != IsByTime)
        {
            Measure();
        }
    }

    protected override async Task Leave()
    {
        if (_waiting is not null)
        {
            await _waiting.CancelAsync();
        }
    }

    private static string Left(double share) => string.Create(CultureInfo.InvariantCulture, $"left: {share * 100:0.##}%");

    private void Measure() => _scale = new AsOfScale([.. _steps.Select(step => step.At)], clock.GetUtcNow(), IsByTime);

    // What had happened last.
    private string Said(DateTimeOffset instant) => _steps.LastOrDefault(step => step.At <= instant) is { } step ? $"{step.Actor}, {step.Verb.Replace('_', ' ')}" : "before its first change";

    // The scale is the one that the slider had when it was moved; the other kind of steps may have been asked for in the same instant.
    private async Task Drag(AsOfScale scale, int to)
    {
        var hand = _hand = new Hand(scale, Math.Clamp(to, 0, scale.Last));
        if (_waiting is not null)
        {
            await _waiting.CancelAsync();
        }

        // The page reads the record anew, so it waits until the hand rests.
        var waiting = _waiting = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        try
        {
            await Task.Delay(Pause, clock, waiting.Token);
            _rested = waiting;
            await OnChoose.InvokeAsync(hand.At?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException)
        {
            // Dragged on, or gone.
        }
    }

    private sealed record Hand(AsOfScale Scale, int Place)
    {
        public DateTimeOffset? At => Scale.At(Place);
    }
}
