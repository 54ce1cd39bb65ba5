using System.Globalization;
using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>What the figures are about stands in the address.</summary>
public sealed partial class InsightsPage(NavigationManager address, TimeProvider clock)
{
    private IReadOnlyList<PipelineOutline> _pipelines = [];
    private IReadOnlyList<TeamRow> _teams = [];
    private PipelineOutline? _pipeline;

    [CascadingParameter]
    public required Me Me { get; set; }

    [SupplyParameterFromQuery(Name = "pipeline")]
    public string? PipelineText { get; set; }

    [SupplyParameterFromQuery(Name = "period")]
    public string? PeriodText { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? FromText { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? ToText { get; set; }

    [SupplyParameterFromQuery(Name = "team")]
    public string? TeamText { get; set; }

    [SupplyParameterFromQuery(Name = "owner")]
    public string? OwnerText { get; set; }

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(RecordKind.Pipeline), LiveFeed.Topic(RecordKind.Stage)];

    private DateOnly Today => Days.Of(clock.GetUtcNow(), Me.Zone());

    private Period? Own => AddressText.Day(FromText) is { } from && AddressText.Day(ToText) is { } to && from <= to ? new Period(from, to) : null;

    // Null where the address says from which day to which.
    private string? PeriodName => Periods.Named(PeriodText, Today) is not null ? PeriodText : Own is null ? Periods.Usual : null;

    private Period Period => Periods.Named(PeriodName, Today) ?? Own!;

    private long? OwnerId => RecordId.TryParse(OwnerText, RecordKind.User, out var owner) ? owner : null;

    private long? TeamId => RecordId.TryParse(TeamText, RecordKind.Team, out var team) ? team : null;

    protected override void OnParametersSet() => _pipeline = Chosen();

    protected override async Task Load(CancellationToken ct)
    {
        Me.Require("opportunity.read");
        _pipelines = (await Desk.Send(new ListPipelines(), ct)).Rows;
        _teams = Me.May("team.read") ? await Desk.Send(new ListTeams(), ct) : [];
        _pipeline = Chosen();
    }

    private PipelineOutline? Chosen() =>
        _pipelines.FirstOrDefault(pipeline => pipeline.Key.ToString() == PipelineText) ?? (_pipelines.Count > 0 ? _pipelines[0] : null);

    private void Show(string name, object? value) =>
        address.NavigateTo(address.GetUriWithQueryParameter(name, value as string is { Length: > 0 } text ? text : null), replace: true);

    private void Choose((string? Name, DateOnly? From, DateOnly? To) chosen) => address.NavigateTo(
        address.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["period"] = chosen.Name == Periods.Usual ? null : chosen.Name,
            ["from"] = chosen.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = chosen.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }),
        replace: true);
}
