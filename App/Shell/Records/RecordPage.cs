using CrmLive.Live;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>Base of the page of one record: its fields now or as of an instant, its tabs, its way into the bin. The address says which.</summary>
public abstract class RecordPage<TDetails> : LiveView
    where TDetails : class
{
    private (string? Id, string? AsOf) _shown;
    private string? _ahead;
    private PageSteps? _steps;

    [Inject]
    public required NavigationManager Address { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [CascadingParameter]
    public required Access.Me Me { get; set; }

    /// <summary>The identifier in the address, such as <c>acc_1001</c>.</summary>
    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>An instant in ISO form; null for now.</summary>
    [SupplyParameterFromQuery(Name = "asof")]
    public string? AsOfText { get; set; }

    protected abstract RecordKind Kind { get; }

    protected TDetails? Shown { get; private set; }

    /// <summary>What was done to the record here.</summary>
    protected PageSteps Done => _steps ??= new PageSteps(Desk, Toasts, () => InvokeAsync(ShowAfterUndo));

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(Kind, Number)];

    protected long Number => RecordId.TryParse(Id, Kind, out var number) ? number : throw new NotFound(Id ?? "This record");

    protected DateTimeOffset? AsOf => AddressText.Instant(AsOfText);

    protected abstract Task<TDetails> Read(long number, DateTimeOffset? asOf, CancellationToken ct);

    protected override async Task Load(CancellationToken ct)
    {
        _shown = (Id, AsOfText);
        Shown = await Read(Number, AsOf, ct);
    }

    protected override async Task OnParametersSetAsync()
    {
        _ahead = _ahead == Address.Uri || _shown.Id != Id ? null : _ahead;
        if (_shown.Id is not null && _shown != (Id, AsOfText))
        {
            _steps = _shown.Id == Id ? _steps : null;

            // Another instant of the same record takes the place of this one without a flicker.
            Shown = _shown.Id == Id ? Shown : null;
            await Follow();
        }
    }

    /// <summary>Sends a change of the shown version, then reads what it has become. Returns its new version.</summary>
    protected async Task<long> Save(ICommand<long> change)
    {
        try
        {
            return await Desk.Send(change, Gone);
        }
        finally
        {
            await Reload();
        }
    }

    /// <summary>The same for a change that can be taken back: the message about it says so.</summary>
    /// <param name="seen">The version that the change is based on.</param>
    /// <param name="undo">What takes back the save of a record that made a version.</param>
    protected async Task Change(string name, long seen, ICommand<long> change, Func<long, long, ICommand<long>> undo)
    {
        var number = Number;
        var version = await Save(change);
        if (version != seen)
        {
            Done.Did(new EditedStep($"{name} changed", number, version, undo));
        }
    }

    /// <summary>Puts the record into the bin and goes back to its list; the toast takes it out again.</summary>
    protected async Task Delete(string name, ICommand<long> delete, ICommand<long> restore, string list)
    {
        if (await Desk.Try(delete))
        {
            Toasts.Say($"{name} is in the bin.", () => Desk.Try(restore, _ => Toasts.Say($"{name} is back.")));
            Address.NavigateTo(list);
        }
    }

    // The message may outlive the page.
    private async Task ShowAfterUndo()
    {
        if (!Gone.IsCancellationRequested)
        {
            await Reload();
            StateHasChanged();
        }
    }

    // The browser changes the address a moment later; what is asked for in between adds to it.
    protected void Show(string name, object? value)
    {
        _ahead = Address.GetUriWithQueryParameters(_ahead ?? Address.Uri, new Dictionary<string, object?> { [name] = value });
        Address.NavigateTo(_ahead, replace: true);
    }
}
