using MediatR;

namespace CrmLive.Shell.Neighbours;

/// <summary>The door for people at a page: with many questions at once they wait for their turn before they go through it.</summary>
public sealed class QueuedDoor(Dispatcher door, NeighbourLimits limits)
{
    /// <exception cref="Refused">There are too many requests of theirs before this one.</exception>
    public async Task<T> Send<T>(Caller caller, IRequest<T> request, CancellationToken ct)
    {
        using var turn = await limits.Request(caller, headers: null, ct);
        return await door.Send(caller, request, ct);
    }
}
