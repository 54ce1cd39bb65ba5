using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CrmLive.Access;

/// <summary>Whether the person has done anything in this circuit lately. An open page that nobody touches does not keep a session alive.</summary>
public sealed class CircuitActivity : CircuitHandler
{
    private int _wasActive;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        Interlocked.Exchange(ref _wasActive, 1);
        return next(context);
    };

    /// <summary>True when there was activity since the last call.</summary>
    public bool Take() => Interlocked.Exchange(ref _wasActive, 0) == 1;
}
