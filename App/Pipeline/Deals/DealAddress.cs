using System.Globalization;
using CrmLive.Shell;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Pipeline;

/// <summary>The list of deals as its address says it: what a page shows, a figure links to and an export takes.</summary>
public sealed record DealAddress
{
    public const string Path = "/deals";

    public string? Search { get; init; }

    public RecordId? Owner { get; init; }

    public RecordId? Account { get; init; }

    public RecordId? Stage { get; init; }

    public RecordId? Pipeline { get; init; }

    public StageKind? Outcome { get; init; }

    /// <summary>name, amount or changed.</summary>
    public string? Sort { get; init; }

    public bool IsTurned { get; init; }

    public bool InBin { get; init; }

    public DealFilter Filter { get; init; } = new();

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>What nobody can read counts as not said.</summary>
    public static DealAddress Of(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        string? Text(string name) => parts.TryGetValue(name, out var values) ? AddressText.Text(values.ToString()) : null;
        RecordId? Id(string name, RecordKind kind) => RecordId.TryParse(Text(name), kind, out var number) ? new RecordId(kind, number) : null;
        var (opened, closed, due) = (DayRange.Of(Text("opened")), DayRange.Of(Text("closed")), DayRange.Of(Text("due")));
        var cycle = Text("cycle")?.Split("..") ?? [];
        return new DealAddress
        {
            Search = Text("q"),
            Owner = Id("owner", RecordKind.User),
            Account = Id("account", RecordKind.Account),
            Stage = Id("stage", RecordKind.Stage),
            Pipeline = Id("pipeline", RecordKind.Pipeline),
            Outcome = Enum.TryParse<StageKind>(Text("outcome"), ignoreCase: true, out var outcome) && Enum.IsDefined(outcome) ? outcome : null,
            Sort = Text("sort") is "changed" or "amount" ? Text("sort") : null,
            IsTurned = AddressText.Flag(Text("down")),
            InBin = AddressText.Flag(Text("bin")),
            Filter = new DealFilter(
                Id("team", RecordKind.Team)?.Number, opened.From, opened.To, closed.From, closed.To, due.From, due.To, AddressText.Flag(Text("slipped")),
                Id("reached", RecordKind.Stage)?.Number, Id("passed", RecordKind.Stage)?.Number, Text("reason"),
                AddressText.Whole(cycle.FirstOrDefault()), AddressText.Whole(cycle.LastOrDefault()), AddressText.Day(Text("open")),
                DealFieldWords.Choices.Cast<DealField?>().FirstOrDefault(field => field!.Value.Wire() == Text("lacks")),
                AddressText.Amount(Text("over")), AddressText.Whole(Text("fresh")) is > 0 and <= StageRule.MostDays and var fresh ? fresh : null, AddressText.Flag(Text("unowned"))),
        };
    }

    public ListDeals Request() => new(
        Search, Pipeline?.Number, Stage?.Number, Owner?.Number, Account?.Number, Outcome,
        Sort switch { "changed" => DealOrder.Changed, "amount" => DealOrder.Amount, _ => DealOrder.Name },
        Sort is null ? IsTurned : !IsTurned, InBin, Filter: Filter);

    public override string ToString() => QueryHelpers.AddQueryString(Path, Parts().Where(part => part.Value is not null));

    private static string? Id(RecordKind kind, long? number) => number is { } one ? new RecordId(kind, one).ToString() : null;

    private Dictionary<string, string?> Parts() => new()
    {
        ["q"] = string.IsNullOrEmpty(Search) ? null : Search,
        ["pipeline"] = Pipeline?.ToString(),
        ["stage"] = Stage?.ToString(),
        ["outcome"] = Outcome?.ToString().ToLowerInvariant(),
        ["owner"] = Owner?.ToString(),
        ["team"] = Id(RecordKind.Team, Filter.TeamId),
        ["account"] = Account?.ToString(),
        ["opened"] = new DayRange(Filter.OpenedFrom, Filter.OpenedTo).Text,
        ["closed"] = new DayRange(Filter.ClosedFrom, Filter.ClosedTo).Text,
        ["due"] = new DayRange(Filter.DueFrom, Filter.DueTo).Text,
        ["slipped"] = Filter.OnlySlipped ? "1" : null,
        ["reached"] = Id(RecordKind.Stage, Filter.ReachedStageId),
        ["passed"] = Id(RecordKind.Stage, Filter.PassedStageId),
        ["reason"] = Filter.LostReason,
        ["cycle"] = Filter.CycleFrom is null && Filter.CycleTo is null ? null : string.Create(Invariant, $"{Filter.CycleFrom}..{Filter.CycleTo}"),
        ["open"] = Filter.OpenOn?.ToString("yyyy-MM-dd", Invariant),
        ["lacks"] = Filter.Lacks?.Wire(),
        ["over"] = Filter.AmountOver?.ToString("0.####", Invariant),
        ["fresh"] = Filter.DaysUnder?.ToString(Invariant),
        ["unowned"] = Filter.OnlyUnowned ? "1" : null,
        ["sort"] = Sort,
        ["down"] = IsTurned ? "true" : null,
        ["bin"] = InBin ? "true" : null,
    };
}
