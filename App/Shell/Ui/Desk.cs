using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell.Neighbours;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace CrmLive.Shell;

/// <summary>What a page sends through: the dispatcher with the person of this circuit in front of it, refusals shown as toasts.</summary>
public sealed class Desk(QueuedDoor door, AuthenticationStateProvider signedIn, Toasts toasts, Conflicts conflicts, IdGenerator ids)
{
    /// <summary>The person's, as soon as it is known: days that are asked for from a page are days there.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>The person's, as soon as it is known.</summary>
    public PersonalFormat? Format { get; set; }

    /// <summary>Sends; where somebody else has changed the same fields, the person chooses before it is saved.</summary>
    /// <exception cref="Exception">Whatever the door or the handler refuses with; see <see cref="Refusal.Of"/>.</exception>
    public async Task<T> Send<T>(IRequest<T> request, CancellationToken ct = default)
    {
        while (true)
        {
            try
            {
                return await door.Send(await Caller(), request, ct);
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

    /// <summary>Sends what a form makes: sent twice it is made once, and the second sending gets the answer to the first.</summary>
    /// <exception cref="RuleBroken">The form has been sent before with something else in it.</exception>
    public async Task<T> Send<T>(ICommand<T> request, FormKey form, CancellationToken ct = default)
    {
        try
        {
            return await door.Send(await Caller() with { IdempotencyKey = await form.Text(ids, ct) }, request, ct);
        }
        catch (KeyConflict)
        {
            throw new RuleBroken("form.sent", "This form has been sent already and was saved as it was then. Close it and look at what it made before you send another one.");
        }
    }

    /// <summary>Sends, and shows a refusal as a toast; false when there was one.</summary>
    public Task<bool> Try<T>(IRequest<T> request, Action<T>? then = null, CancellationToken ct = default) => Try(() => Send(request, ct), then);

    /// <summary>The same for what a form makes.</summary>
    public Task<bool> Try<T>(ICommand<T> request, FormKey form, Action<T>? then = null, CancellationToken ct = default) => Try(() => Send(request, form, ct), then);

    public async Task<Caller> Caller() =>
        (SignedIn.Caller((await signedIn.GetAuthenticationStateAsync()).User) ?? throw new SignedOut()) with { Zone = Zone, Format = Format };

    /// <summary>Does what a click asks for. While the database is away it is refused in words, and the page stays.</summary>
    public async Task Handle(Func<Task> click)
    {
        try
        {
            await click();
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            Refuse(failure);
        }
    }

    /// <summary>Shows as a toast why something was not done.</summary>
    public void Refuse(Exception failure) => toasts.Refuse(Refusal.Of(failure));

    private async Task<bool> Try<T>(Func<Task<T>> send, Action<T>? then)
    {
        try
        {
            var answer = await send();
            then?.Invoke(answer);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Refuse(failure);
            return false;
        }
    }
}
