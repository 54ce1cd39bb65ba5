using CrmLive.Access;
using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>
/// The one door. Pages, REST, hub, command line and workers send their requests here; each gets a scope and a unit of work of its own, because the
/// scope of a Blazor circuit lives for hours and a database context is not thread-safe.
/// </summary>
public sealed class Dispatcher(IServiceScopeFactory scopes, ActorDirectory actors)
{
    private const int MostTries = 5;

    /// <exception cref="SignedOut">The session has ended.</exception>
    /// <exception cref="AccessDenied">The policy says no.</exception>
    public async Task<T> Send<T>(Caller caller, IRequest<T> request, CancellationToken ct = default)
    {
        var door = RequestDoor.Of(request.GetType());
        using var trace = Telemetry.Source.StartActivity(door.Name);
        var (actor, _, method) = await actors.Look(caller, ct);
        if (caller.Key is { } key)
        {
            actor = actor.Through(new RecordId(RecordKind.ApiKey, key.Id).ToString(), key.Scopes);
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Once(caller, actor, method, door, request, ct);
            }
            catch (DbUpdateConcurrencyException) when (request is IRepeatable && tries < MostTries)
            {
                // Somebody else saved between our reading and our saving: their values are there now, so begin again with those.
            }
            catch (Exception conflict) when (Outage.IsConflict(conflict) && tries < MostTries)
            {
                // The database let the other one of two go first. Nothing was saved, so the whole request begins again.
            }
            catch (Taken) when (tries == 1)
            {
                // Nothing was saved. What the other one has saved is found now, and refused in the words of its own rule.
            }
        }
    }

    private async Task<T> Once<T>(Caller caller, Actor actor, string? method, RequestDoor door, IRequest<T> request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentWork>().Begin(new Work(actor, door.Name, door.Needs, caller.Origin, TraceIds.Current)
        {
            Reason = (request as IHasReason)?.Reason,
            Cause = caller.Cause,
            Zone = caller.Zone,
            Format = caller.Format,
        }, caller, method);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}

/// <summary>The unit of work of the scope that a request runs in.</summary>
public sealed class CurrentWork
{
    private Work? _work;

    public Work Work => _work ?? throw new InvalidOperationException("There is no request here: go through the Dispatcher.");

    public Actor Actor => Work.Actor;

    public string? IdempotencyKey { get; private set; }

    public string? Fingerprint { get; private set; }

    /// <summary>How the person was signed in, or who made their key; null for the software and the command line.</summary>
    public string? Method { get; private set; }

    /// <summary>The events that the request answers, if it answers any.</summary>
    public Delivery? Delivery { get; private set; }

    /// <summary>The items of the work queue that the request does, if it does any.</summary>
    public HeldItems? Held { get; private set; }

    public void Begin(Work work, Caller caller, string? method = null) =>
        (_work, IdempotencyKey, Fingerprint, Delivery, Held, Method) = (work, caller.IdempotencyKey, caller.Fingerprint, caller.Delivery, caller.Held, method);
}
