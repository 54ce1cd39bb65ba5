using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>Base of the tabs of a deal that show it as the page does, now or as it was.</summary>
public abstract class DealTab : LiveView
{
    private DateTimeOffset? _asOf;

    [Inject]
    public required Toasts Toasts { get; set; }

    [CascadingParameter]
    public required DealView View { get; set; }

    [Parameter, EditorRequired]
    public required long Id { get; set; }

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(RecordKind.Deal, Id)];

    protected override async Task OnInitializedAsync()
    {
        _asOf = View.AsOf;
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_asOf != View.AsOf)
        {
            _asOf = View.AsOf;
            await Follow();
        }
    }
}
