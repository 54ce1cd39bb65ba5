namespace CrmLive.Expressions;

/// <summary>An evaluation that could not come to an answer. Never a quiet "no": who evaluates shows it.</summary>
internal sealed class ExpressionFailed(string message) : Exception(message);
