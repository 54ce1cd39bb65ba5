using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CrmLive.Pipeline;

/// <summary>Keeps the draft of a pipeline, its preview, and what others save meanwhile apart.</summary>
public sealed partial class PipelineSettingsPage(NavigationManager address, Toasts toasts)
{
    private readonly Dictionary<StageDraft, StageEditor> _rows = [];
    private PipelineDraft? _draft;
    private PipelineDetails? _theirs;
    private PipelinePreview? _preview;
    private IReadOnlyList<ProbabilityTableRow> _tables = [];
    private StageDraft? _removing;
    private StageDraft? _lifted;
    private StageDraft? _over;
    private StageDraft? _focus;
    private string? _leaveTo;
    private string? _problem;
    private string? _said;
    private bool _isLeaving;
    private int _looks;

    [Parameter]
    public string? PipelineKey { get; set; }

    [CascadingParameter]
    public required Me Me { get; set; }

    protected override IEnumerable<string> Topics => RecordId.TryParse(PipelineKey, RecordKind.Pipeline, out var id)
        ? [LiveFeed.Topic(RecordKind.Pipeline, id), LiveFeed.Topic(RecordKind.Stage), LiveFeed.Topic(RecordKind.Deal)]
        : [];

    private bool MayEdit => Me.May("pipeline.update");

    private bool IsUnsaved => MayEdit && _draft?.IsChanged == true;

    // The row of each stage says so itself when it is drawn.
    private StageEditor Row
    {
        set => _rows[value.Stage] = value;
    }

    protected override async Task Load(CancellationToken ct)
    {
        var id = RecordId.TryParse(PipelineKey, RecordKind.Pipeline, out var number) ? number : throw new NotFound(PipelineKey ?? "");
        var present = await Desk.Send(new GetPipeline(id), ct);
        _tables = await Desk.Send(new ListProbabilityTables(id), ct);
        if (_draft is null || !_draft.IsChanged)
        {
            _draft = new PipelineDraft(present);
            _theirs = null;
        }
        else
        {
            _theirs = present.Version == _draft.Base.Version ? null : present;
        }

        await Look();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } moved && _rows.TryGetValue(moved, out var row))
        {
            _focus = null;
            await row.Focus();
        }
    }

    private int DealsOf(StageDraft stage) => _preview?.Stages.FirstOrDefault(preview => stage.Id is not null && preview.StageId == stage.Id)?.Deals ?? 0;

    // Whoever types on asks again; only the answer to the last question is shown.
    private async Task Look()
    {
        if (!MayEdit || _draft is null)
        {
            return;
        }

        var asked = ++_looks;
        try
        {
            var preview = await Desk.Send(new PreviewPipeline(_draft.Base.Id, _draft.Design()), Gone);
            if (asked == _looks)
            {
                _preview = preview;
                _problem = null;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _problem = Refusal.Of(failure).Message;
        }

        await InvokeAsync(StateHasChanged);
    }

    private async Task Save()
    {
        try
        {
            var saved = await Desk.Send(new EditPipeline(_draft!.Base.Id, _draft.Design(), _draft.Base.Version), Gone);
            toasts.Say(saved.PublishedTable is { } table ? $"{_draft.Name} was saved with table {table} of its probabilities." : $"{_draft.Name} was saved.");
            _draft = null;
            await Reload();
        }
        catch (StaleVersion)
        {
            await Reload();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _problem = Refusal.Of(failure).Message;
        }
    }

    private Task Discard()
    {
        _draft = null;
        return Reload();
    }

    private Task TakeOver()
    {
        _draft!.Rebase(_theirs!);
        _theirs = null;
        return Look();
    }

    private Task Add()
    {
        _focus = _draft!.Add();
        return Look();
    }

    private Task Move(StageDraft stage, int place)
    {
        if (!_draft!.Move(stage, place))
        {
            return Task.CompletedTask;
        }

        _focus = stage;
        _said = $"{stage.Name} stands at place {place + 1} of {_draft.Stages.Count}.";
        return Look();
    }

    private Task Drop(StageDraft onto)
    {
        var (lifted, _) = (_lifted, _over = null);
        _lifted = null;
        return lifted is null ? Task.CompletedTask : Move(lifted, _draft!.Stages.IndexOf(onto));
    }

    private Task AskRemove(StageDraft stage)
    {
        if (stage.Id is null)
        {
            return Remove(stage, target: null);
        }

        _removing = stage;
        return Task.CompletedTask;
    }

    private Task Remove(StageDraft stage, long? target)
    {
        _removing = null;
        _draft!.Remove(stage, target);
        return Look();
    }

    private Task BringBack(StageDetails removed)
    {
        _draft!.BringBack(removed);
        return Look();
    }

    private Task Use(ProbabilityTableRow table)
    {
        _draft!.Use(table);
        return Look();
    }

    private Task SetFollow(bool isFollowing)
    {
        _draft!.DealsFollow = isFollowing;
        return Look();
    }

    private Task Guard(LocationChangingContext change)
    {
        if (IsUnsaved && !_isLeaving)
        {
            change.PreventNavigation();
            _leaveTo = change.TargetLocation;
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private void Leave(string target)
    {
        (_isLeaving, _leaveTo) = (true, null);
        address.NavigateTo(target);
    }
}
