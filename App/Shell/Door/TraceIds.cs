using System.Diagnostics;

namespace CrmLive.Shell;

/// <summary>The number under which a request is found again in traces, logs and audit.</summary>
public static class TraceIds
{
    /// <summary>W3C trace id, 32 hexadecimal digits.</summary>
    public static string Current => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
}
