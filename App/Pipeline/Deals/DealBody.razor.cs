using System.Globalization;
using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>Sends what is changed about a deal from its panel or page.</summary>
public sealed partial class DealBody(Desk desk, Toasts toasts)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private PipelineOutline? _pipeline;
    private Question? _asking;
    private Question? _exception;
    private string? _refused;

    private sealed record Question(StageOutline To, MoveVerdict Verdict, MoveAnswer Said, bool IsException = false)
    {
        public FormKey Form { get; } = new();
    }

    [CascadingParameter]
    public required Me Me { get; set; }

    [Parameter, EditorRequired]
    public required DealDetails Deal { get; set; }

    [Parameter]
    public string? Tab { get; set; }

    /// <summary>The instant that it is shown at; null for now.</summary>
    [Parameter]
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>How it is now, where an instant of the past is shown.</summary>
    [Parameter]
    public DealDetails? Now { get; set; }

    /// <summary>It stands as it was at an instant, or may not be changed.</summary>
    [Parameter]
    public bool IsFixed { get; set; }

    [Parameter]
    public bool IsNarrow { get; set; }

    /// <summary>The cursor goes to the first field that can be changed.</summary>
    [Parameter]
    public bool IsEditing { get; set; }

    /// <summary>Sends a change and reads the deal again.</summary>
    [Parameter, EditorRequired]
    public required Func<ICommand<long>, Task> OnSave { get; set; }

    /// <summary>Gets a move that was made here, to be taken back.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Step> OnDid { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_pipeline?.Id != Deal.PipelineId)
        {
            await desk.Try(new ListPipelines(Ids: [Deal.PipelineId]), pipelines => _pipeline = pipelines.Rows.SingleOrDefault());
        }
    }

    // What stands there now, where that is something else.
    private string? Later(Func<DealDetails, string?> text) => Now is { } now && text(now) != text(Deal) ? text(now) ?? "empty" : null;

    private static string? Link(RecordKind kind, string pages, Named? record) =>
        record is null ? null : $"{pages}/{new RecordId(kind, record.Id)}";

    private string? Day(DateOnly? day) => day is { } known ? Me.Format.Day(known) : null;

    private static DateOnly? Date(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateOnly.TryParse(text, Invariant, out var date) ? date
        : throw InvalidInput.Of("expected_close", "invalid", "This is not a date. Type it like 2026-03-31.");

    private Task Edit(DealDetails deal, DealFields fields) => OnSave(new EditDeal(deal.Id, fields, deal.Version));

    private Task Choose(StageOutline stage)
    {
        (_refused, _exception) = (null, null);
        return Move(stage, new MoveAnswer());
    }

    private void Offer(Question exception) => (_asking, _exception, _refused) = (exception, null, null);

    private async Task Answer(Question asked, MoveAnswer answer)
    {
        if (!asked.IsException)
        {
            await Move(asked.To, answer);
            return;
        }

        _asking = null;
        if (await desk.Try(new AskForException(Deal.Id, asked.To.Id, answer.Reason, Deal.Version, answer.Fields), asked.Form))
        {
            toasts.Say($"A manager is asked whether {Deal.Name} may move to {asked.To.Name}.");
        }
    }

    // The page follows the deal, so it shows the new stage by itself.
    private async Task Move(StageOutline stage, MoveAnswer answer)
    {
        _asking = null;
        try
        {
            var moved = await desk.Send(new MoveDeal(Deal.Id, stage.Id, Deal.Version, answer.Reason, answer.Fields));
            await OnDid.InvokeAsync(MovedStep.Of($"{Deal.Name} moved to {stage.Name}", moved, answer.Reason));
        }
        catch (MoveRefused refused) when (refused.Verdict.IsAnswerable)
        {
            _asking = new Question(stage, refused.Verdict, answer);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _refused = Refusal.Of(failure).Message;
            _exception = failure is MoveRefused { Verdict.IsWaivable: true } broken ? new Question(stage, broken.Verdict, answer, IsException: true) : null;
        }
    }
}
