using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Operations.Audit;

/// <summary>A search as it stands in the address: days, not instants.</summary>
internal sealed record AuditQuery(string? Who, string? What, string? Record, string? From, string? Until, string? Outcome, string? Text)
{
    public ListAudit ToRequest() => new(
        Who, What, Record, Day(From), Day(Until)?.AddDays(1), string.IsNullOrEmpty(Outcome) ? null : Outcome, Text);

    public string Address(string path) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["who"] = Given(Who),
        ["what"] = Given(What),
        ["record"] = Given(Record),
        ["from"] = Given(From),
        ["until"] = Given(Until),
        ["outcome"] = Given(Outcome),
        ["text"] = Given(Text),
    }.Where(part => part.Value is not null));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DateTimeOffset? Day(string? day) =>
        DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
