using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Access;

public sealed class SessionTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task An_ended_session_is_refused_at_once_and_the_others_go_on()
    {
        var (one, two) = (await Start(world.Ada), await Start(world.Ada));
        await Send(one, new GetMe());

        await Send(two, new EndSession(one.SessionId!.Value));

        await Should.ThrowAsync<SignedOut>(() => Send(one, new GetMe()));
        (await Send(two, new ListSessions(two.SessionId))).Where(session => session.IsCurrent).ShouldHaveSingleItem().Id.ShouldBe(two.SessionId!.Value);
    }

    [Fact]
    public async Task Nobody_ends_or_sees_the_session_of_somebody_else()
    {
        var ada = await Start(world.Ada);

        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new EndSession(ada.SessionId!.Value)));
        (await world.As(world.Admin, new ListSessions())).ShouldNotContain(session => session.Id == ada.SessionId);
    }

    [Fact]
    public async Task An_administrator_signs_somebody_out_everywhere()
    {
        var ben = await Start(world.Ben);
        await Send(ben, new GetMe());

        (await world.As(world.Admin, new EndSessionsOf(world.Ben.Id, "Lost laptop"))).ShouldBeGreaterThan(0);

        await Should.ThrowAsync<SignedOut>(() => Send(ben, new GetMe()));
    }

    [Fact]
    public async Task A_closed_tenant_is_closed_at_once()
    {
        var rita = await Start(world.Rita);
        await Send(rita, new GetMe());
        var tenants = world.Services.GetRequiredService<TenantDirectory>();

        await tenants.Deactivate("rival", TestContext.Current.CancellationToken);
        await Should.ThrowAsync<SignedOut>(() => Send(rita, new GetMe()));
        await Should.ThrowAsync<SignedOut>(() => world.As(world.Rita, new GetMe()));

        await tenants.Activate("rival", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_session_of_another_tenant_is_none_here()
    {
        var ada = await Start(world.Ada);

        await Should.ThrowAsync<SignedOut>(() => Send(ada with { TenantId = world.Rival }, new GetMe()));
    }

    [Fact]
    public void A_session_ends_when_nobody_uses_it_and_lasts_a_week_at_most()
    {
        var start = world.Clock.Now;
        var session = new Session(1, 2, start, "browser", SignInMethod.Directory);
        session.IsLive(start + Session.Idle).ShouldBeFalse();

        for (var now = start; session.IsLive(now); now += TimeSpan.FromHours(7))
        {
            session.Prolong(now);
        }

        session.ExpiresAt.ShouldBe(start + Session.Longest);
        session.Prolong(session.ExpiresAt + TimeSpan.FromMinutes(1));
        session.ExpiresAt.ShouldBe(start + Session.Longest);
    }

    private async Task<Caller> Start(Person person)
    {
        var started = await world.AsSoftware(person.TenantId, new StartSession(person.Id, SignInMethod.Directory, "test"));
        return person.Caller with { SessionId = started.SessionId };
    }

    private Task<T> Send<T>(Caller caller, MediatR.IRequest<T> request) => world.Door.Send(caller, request, TestContext.Current.CancellationToken);
}
