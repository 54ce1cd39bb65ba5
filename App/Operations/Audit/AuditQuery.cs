using CrmLive.Shell;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Operations.Audit;

/// <summary>A search as it stands in the address: days, not instants.</summary>
internal sealed record AuditQuery(string? Who, string? What, string? Record, string? From, string? Until, string? Outcome, string? Text)
{
    public ListAudit ToRequest() => new(
        AddressText.Text(Who), AddressText.Text(What), AddressText.Text(Record), Start(From), Start(Until)?.AddDays(1),
        string.IsNullOrEmpty(Outcome) ? null : AddressText.Text(Outcome), AddressText.Text(Text));

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

    private static DateTimeOffset? Start(string? text) =>
        AddressText.Day(text) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
