namespace CrmLive.Pipeline;

/// <summary>A deal cannot enter a stage as things are; the verdict says what is missing, what is broken and what needs a reason.</summary>
public sealed class MoveRefused : RuleBroken
{
    public const string ReasonRequired = "move.reason_required";
    public const string FieldsRequired = "move.fields_required";
    public const string NotAllowed = "move.not_allowed";

    internal MoveRefused(MoveVerdict verdict, string stage)
        : this(verdict, FaultsOf(verdict, stage))
    {
    }

    private MoveRefused(MoveVerdict verdict, IReadOnlyList<RuleFault> faults)
        : base(CodeOf(verdict), MessageOf(verdict, faults), faults[0].Field, faults) => Verdict = verdict;

    public MoveVerdict Verdict { get; }

    private static string CodeOf(MoveVerdict verdict) => verdict switch
    {
        { Breaches: [var only] } => only.Code,
        { Breaches.Count: > 1 } => NotAllowed,
        { Missing: [var only] } => only.MissingCode(),
        { Missing.Count: > 1 } => FieldsRequired,
        _ => ReasonRequired,
    };

    private static string MessageOf(MoveVerdict verdict, IReadOnlyList<RuleFault> faults) => verdict switch
    {
        { Breaches: [], Missing: [] } => $"{string.Join(" ", verdict.Warnings.Select(warning => warning.Sentence))} Say why it moves all the same.",
        { Breaches: [] } => string.Join(" ", faults.Take(verdict.Missing.Count).Select(fault => fault.Message)),
        _ => string.Join(" ", verdict.Breaches.Select(breach => breach.Sentence)),
    };

    private static IReadOnlyList<RuleFault> FaultsOf(MoveVerdict verdict, string stage) =>
    [
        .. verdict.Breaches.Select(breach => new RuleFault(breach.Field, breach.Code, breach.Sentence)),
        .. verdict.Missing.Select(field => new RuleFault(field.Wire(), field.MissingCode(), Sentence(field, stage))),
        .. verdict.Warnings.Select(warning => new RuleFault("reason", warning.Code, warning.Sentence)),
    ];

    private static string Sentence(DealField field, string stage) => field switch
    {
        DealField.LostReason => "Say why the deal was lost. A few words are enough.",
        DealField.Account => $"A deal in {stage} needs an account. Choose the account first.",
        DealField.Amount => $"A deal in {stage} needs an amount. Type more than 0.",
        DealField.NextStep => $"A deal in {stage} needs a next step. Type what comes next.",
        _ => $"A deal in {stage} needs {(field == DealField.ExpectedClose ? "an expected close" : $"a {field.Label().ToLowerInvariant()}")}. Choose it first.",
    };
}
