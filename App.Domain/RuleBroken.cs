namespace CrmLive;

/// <summary>A business rule refused the change. The message is a sentence fit for the user; nothing was changed.</summary>
/// <param name="code">Stable and machine readable, for example <c>deal.closed</c>.</param>
/// <param name="message">What happened and how to mend it.</param>
/// <param name="field">The input that the rule is about, if it is one.</param>
/// <param name="faults">All that is wrong, where that is more than one thing.</param>
public class RuleBroken(string code, string message, string? field = null, IReadOnlyList<RuleFault>? faults = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;

    public IReadOnlyList<RuleFault> Faults { get; } = faults ?? (field is null ? [] : [new RuleFault(field, code, message)]);
}

/// <summary>One of the things that are wrong.</summary>
public sealed record RuleFault(string? Field, string Code, string Message);
