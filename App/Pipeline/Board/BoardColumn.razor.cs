using CrmLive.Access;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>Draws a column only when it, or what is marked on the board, has changed.</summary>
public sealed partial class BoardColumn
{
    private (Lane, int, int, BoardGrouping, bool, Me?)? _drawn;
    private bool _hadContent;
    private bool _isChanged = true;
    private readonly CardTexts _texts = new();

    [Parameter, EditorRequired]
    public required Lane Lane { get; set; }

    [Parameter]
    public string? Currency { get; set; }

    [CascadingParameter]
    public Me? Me { get; set; }

    private PersonalFormat Format => Me?.Format ?? PersonalFormat.Default;

    [Parameter]
    public bool IsFiltered { get; set; }

    [Parameter]
    public BoardGrouping Grouping { get; set; }

    /// <summary>Keys of the groups that are folded up.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlySet<string> Folded { get; set; }

    /// <summary>Who drags what, what is selected and what was refused.</summary>
    [Parameter, EditorRequired]
    public required BoardMarks Marks { get; set; }

    [Parameter]
    public EventCallback<BoardCard> OnRead { get; set; }

    /// <summary>Wants to ask a manager for an exception.</summary>
    [Parameter]
    public EventCallback<BoardCard> OnAsk { get; set; }

    [Parameter]
    public EventCallback<StageOutline> OnAdd { get; set; }

    [Parameter]
    public EventCallback<Lane> OnMore { get; set; }

    [Parameter]
    public EventCallback<Lane> OnShowArrived { get; set; }

    [Parameter]
    public EventCallback<Lane> OnSelectAll { get; set; }

    [Parameter]
    public EventCallback<string> OnFold { get; set; }

    /// <summary>Wants to see one group whole.</summary>
    [Parameter]
    public EventCallback<GroupTotals> OnGroup { get; set; }

    /// <summary>What is asked or typed above the cards.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private (Lane, int, int, BoardGrouping, bool, Me?) Shown => (Lane, Lane.Revision, Marks.Revision, Grouping, IsFiltered, Me);

    private bool CanAdd => Lane.Stage.IsOpen && Me?.May("opportunity.create") == true;

    private string Title => Lane.Stage.IsOpen ? Lane.Stage.Name : $"{Lane.Stage.Name} this month";

    private string Empty => IsFiltered ? "Nothing here fits the filter."
        : !Lane.Stage.IsOpen ? "Nothing yet this month."
        : (Me?.May("opportunity.update"), CanAdd) switch
        {
            (true, true) => "No deals here yet. Drop one, or add one.",
            (true, _) => "No deals here yet. Drop one.",
            (_, true) => "No deals here yet. Add one.",
            _ => "No deals here yet.",
        };

    private string SelectAll => $"{(Lane.Totals.Count > BoardSelection.Most ? $"Select the first {BoardSelection.Most} deals" : "Select all deals")} in {Lane.Stage.Name}";

    private string? NameOf(GroupTotals group) => Grouping == BoardGrouping.Owner ? Me?.NameOf(group.Of, group.Name) ?? group.Name : group.Name;

    /// <summary>As far as its owner and team tell.</summary>
    public bool MayEdit(BoardCard card) => Me?.May(Permission.Update, RecordKind.Deal, card.OwnerId, card.TeamId) == true;

    protected override void OnParametersSet()
    {
        _isChanged = Shown != _drawn || ChildContent is not null || _hadContent;
        (_drawn, _hadContent) = (Shown, ChildContent is not null);
    }

    protected override bool ShouldRender() => _isChanged;

    private RenderFragment Drawn(BoardCard card) => tree => DealCard.Draw(tree, this, card, _texts.Of(card, Lane, Currency, Me));
}
