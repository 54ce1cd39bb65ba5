using System.Security.Claims;
using Bunit;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Support;

/// <summary>The pages of one person of the world, drawn without a browser.</summary>
public sealed class Circuit : BunitContext
{
    private Circuit(World world, Person person, long session, Me me)
    {
        Toasts = new Toasts();
        Desk = new Desk(world.Services.GetRequiredService<Shell.Neighbours.QueuedDoor>(), new SomeoneSignedIn(person, session), Toasts, new Conflicts(), world.Services.GetRequiredService<IdGenerator>());
        Services.AddSingleton(Desk).AddSingleton(Toasts).AddSingleton<TimeProvider>(world.Clock);
        JSInterop.Mode = JSRuntimeMode.Loose;
        RenderTree.TryAdd<Microsoft.AspNetCore.Components.CascadingValue<Me>>(given => given.Add(value => value.Value, me));
    }

    public Desk Desk { get; }

    public Toasts Toasts { get; }

    public static async Task<Circuit> Of(World world, Person person)
    {
        var session = await world.AsSoftware(person.TenantId, new StartSession(person.Id, SignInMethod.Directory, "test"));
        return new Circuit(world, person, session.SessionId, await world.As(person, new GetMe()));
    }

    private sealed class SomeoneSignedIn(Person person, long session) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(SignedIn.Identity(person.TenantId, person.Id, session, person.Name, "test"))));
    }
}
