using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CrmLive.Live;

/// <summary>The places that one browser is at. They end with its connection, whether or not its pages have the time to say goodbye.</summary>
public sealed class Visits(Presence presence) : CircuitHandler
{
    private readonly ConcurrentDictionary<Visit, bool> _visits = [];

    public Visit Enter(long tenantId, RecordId place, Visitor visitor)
    {
        var visit = presence.Enter(tenantId, place, visitor);
        _visits[visit] = true;
        return visit;
    }

    public void Leave(Visit visit)
    {
        _visits.TryRemove(visit, out _);
        visit.Dispose();
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => BeAway(isAway: true);

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => BeAway(isAway: false);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        foreach (var visit in _visits.Keys)
        {
            Leave(visit);
        }

        return Task.CompletedTask;
    }

    private Task BeAway(bool isAway)
    {
        foreach (var visit in _visits.Keys)
        {
            visit.BeAway(isAway);
        }

        return Task.CompletedTask;
    }
}
