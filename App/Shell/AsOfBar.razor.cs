using System.Globalization;
using CrmLive.Live;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>
/// Each step of the slider is a change of the record, not a day: between two changes there is nothing else to see, and an arrow key never needs to be pressed twice.
/// </summary>
public sealed partial class AsOfBar(TimeProvider clock) : LiveView
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<HistoryEntry> _steps = [];
    private int? _dragged;
    private DateTimeOffset? _shown;
    private CancellationTokenSource? _waiting;

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

    /// <summary>Gets the instant in ISO form, or null for now.</summary>
    [Parameter]
    public EventCallback<string?> OnChoose { get; set; }

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(Kind, Id)];

    // The present is no step of its own: the last change is how it is now.
    private int Place => _dragged
        ?? (Value is not { } value ? _steps.Count : Math.Max(0, _steps.Count(step => step.At <= value) - 1));

    private string Words => Place == _steps.Count ? "Now" : $"{_steps[Place].At.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)}: {Said(_steps[Place])}";

    protected override async Task Load(CancellationToken ct) =>
        _steps = [.. (await Desk.Send(Ask(), ct)).Rows.DistinctBy(entry => entry.Version).Reverse()];

    protected override void OnParametersSet()
    {
        if (_shown != Value)
        {
            (_shown, _dragged) = (Value, null);
        }
    }

    protected override async Task Leave()
    {
        if (_waiting is not null)
        {
            await _waiting.CancelAsync();
        }
    }

    private static string Said(HistoryEntry step) => $"{step.Actor}, {step.Verb.Replace('_', ' ')}";

    private async Task Drag(ChangeEventArgs moved)
    {
        if (!int.TryParse(moved.Value as string, CultureInfo.InvariantCulture, out var place) || place < 0 || place > _steps.Count)
        {
            return;
        }

        _dragged = place;
        if (_waiting is not null)
        {
            await _waiting.CancelAsync();
        }

        // The page reads the record anew, so it waits until the hand rests.
        var waiting = _waiting = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        try
        {
            await Task.Delay(Pause, clock, waiting.Token);
            await OnChoose.InvokeAsync(place == _steps.Count ? null : _steps[place].At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException)
        {
            // Dragged on, or gone.
        }
    }
}
