using CrmLive.Access;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace CrmLive.Shell;

/// <summary>What a page sends through: the dispatcher with the person of this circuit in front of it, refusals shown as toasts.</summary>
public sealed class Desk(Dispatcher dispatcher, AuthenticationStateProvider signedIn, Toasts toasts, Conflicts conflicts)
{
    /// <summary>Sends; where somebody else has changed the same fields, the person chooses before it is saved.</summary>
    /// <exception cref="Exception">Whatever the door or the handler refuses with; see <see cref="Refusal.Of"/>.</exception>
    public async Task<T> Send<T>(IRequest<T> request, CancellationToken ct = default)
    {
        while (true)
        {
            try
            {
                return await dispatcher.Send(await Caller(), request, ct);
            }
            catch (FieldConflict conflict) when (request is IEdit)
            {
                if (await conflicts.Settle(conflict) is not { } fields)
                {
                    throw;
                }

                request = (IRequest<T>)((IEdit)request).Over(fields, conflict.Current);
            }
        }
    }

    /// <summary>Sends, and shows a refusal as a toast; false when there was one.</summary>
    public async Task<bool> Try<T>(IRequest<T> request, Action<T>? then = null, CancellationToken ct = default)
    {
        try
        {
            var answer = await Send(request, ct);
            then?.Invoke(answer);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            toasts.Refuse(Refusal.Of(failure));
            return false;
        }
    }

    public async Task<Caller> Caller() => SignedIn.Caller((await signedIn.GetAuthenticationStateAsync()).User) ?? throw new SignedOut();
}
