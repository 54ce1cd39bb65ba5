using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>
/// Stands for one filling of a form that makes something: however often it is sent, it has one effect and one answer. What comes after it is another
/// filling with a key of its own.
/// </summary>
public sealed class FormKey
{
    private Task<long>? _number;

    // Two sendings at once wait for the same number.
    internal async Task<string> Text(IdGenerator ids, CancellationToken ct) => $"form-{await (_number ??= ids.Next(ct).AsTask())}";
}
