namespace CrmLive;

/// <summary>A business rule refused the change. The message is a sentence fit for the user; nothing was changed.</summary>
/// <param name="code">Stable and machine readable, for example <c>deal.closed</c>.</param>
/// <param name="message">What happened and how to mend it.</param>
/// <param name="field">The input that the rule is about, if it is one.</param>
public sealed class RuleBroken(string code, string message, string? field = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;
}
