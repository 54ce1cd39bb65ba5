using System.Globalization;
using System.Text.Encodings.Web;
using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>What stands on a card besides its name, as encoded HTML. What changed while it was looked at is marked to be tinted.</summary>
internal static class CardText
{
    private static readonly string Pencil =
        $"""<button type="button" class="deal-edit" data-quick tabindex="-1" aria-label="Edit here" title="Edit here (Q)">{Shell.Icons.Svg("edit", 14)}</button>""";

    /// <summary>Names the text as the description of the card's button.</summary>
    public static string IdOf(BoardCard card) => string.Create(CultureInfo.InvariantCulture, $"deal-{card.Id}");

    /// <param name="before">The card as it was shown until now; null when it was not.</param>
    public static string Of(BoardCard card, BoardCard? before, StageOutline stage, string? currency, Me? me) =>
        RiskOf(card.Risk) + Pencil
        + $"""<div class="deal-text" id="{IdOf(card)}"><p class="deal-account truncate">{Encoded(card.Account ?? "No account")}</p>"""
        + FiguresOf(card, before is not null && before.Amount != card.Amount, stage, currency, me)
        + FootOf(card, before is not null && before.NextStep != card.NextStep, stage.Outcome, me?.NameOf(card.OwnerId, card.Owner) ?? card.Owner)
        + "</div>";

    private static string RiskOf(DealRisk risk)
    {
        if (risk.Level == RiskLevel.None)
        {
            return "";
        }

        var reasons = Encoded(string.Join(". ", risk.Reasons));
        return $"""<span class="deal-risk" data-risk="{risk.Level}" title="{reasons}">{Shell.Icons.Svg("alert", 14)}<span class="visually-hidden">{reasons}</span></span>""";
    }

    private static string FiguresOf(BoardCard card, bool isNew, StageOutline stage, string? currency, Me? me)
    {
        var format = me?.Format ?? PersonalFormat.Default;
        var amount = Encoded(card.Amount is { } known ? format.Money(known, currency) : "–");
        var since = Encoded($"In {stage.Name} since {format.Day(card.StageSince, me?.Zone() ?? TimeZoneInfo.Utc)}");
        return string.Create(CultureInfo.InvariantCulture,
            $"""<p class="deal-line"><strong class="tabular{Tint(isNew)}">{amount}</strong><span class="deal-age tabular" data-age="{card.Risk.Age}" title="{since}">{card.Days} d</span></p>""");
    }

    // A closed deal wants no next step.
    private static string FootOf(BoardCard card, bool isNew, StageKind outcome, string? owner)
    {
        var step = Encoded(card.NextStep is { } next ? $"Next: {next}" : outcome == StageKind.Open ? "No next step" : "");
        return $"""<p class="deal-line deal-foot">{OwnerOf(card.Owner, owner)}<span class="truncate{Tint(isNew)}">{step}</span></p>""";
    }

    private static string OwnerOf(string? name, string? said) => name is null ? "" : string.Create(CultureInfo.InvariantCulture,
        $"""<span class="deal-owner" data-hue="{Shell.Avatar.Hue(name)}" title="{Encoded(said!)}" role="img" aria-label="{Encoded(said!)}">{Encoded(Shell.Avatar.Initials(name))}</span>""");

    private static string Tint(bool isNew) => isNew ? " settle" : "";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
