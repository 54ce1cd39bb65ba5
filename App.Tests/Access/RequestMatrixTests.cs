using System.Reflection;
using System.Runtime.CompilerServices;
using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Every request type there is against every built-in role, through the one door.</summary>
public sealed class RequestMatrixTests(World world) : IClassFixture<World>
{
    private static readonly MethodInfo SendAny = typeof(RequestMatrixTests).GetMethod(nameof(SendAs), BindingFlags.NonPublic | BindingFlags.Instance)!;

    public static TheoryData<string> Requests => [.. RequestDoor.All.Select(type => RequestDoor.Of(type).Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Declares_a_known_permission_or_says_why_it_is_open(string request)
    {
        var type = TypeOf(request);
        var door = RequestDoor.Of(type);

        if (door.Needs is { } needs)
        {
            Catalogue.Permissions.ShouldContain(needs);
            type.GetCustomAttribute<OpenAttribute>().ShouldBeNull();
        }
        else if (door.IsSoftwareOnly)
        {
            type.GetCustomAttribute<SoftwareOnlyAttribute>()!.Why.Length.ShouldBeGreaterThan(10);
            type.GetCustomAttribute<OpenAttribute>().ShouldBeNull();
        }
        else
        {
            type.GetCustomAttribute<OpenAttribute>()!.Why.Length.ShouldBeGreaterThan(20);
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Is_denied_and_audited_for_every_role_that_lacks_the_permission(string request)
    {
        var type = TypeOf(request);
        var door = RequestDoor.Of(type);
        if (door is { Needs: null, IsSoftwareOnly: false })
        {
            return;
        }

        // What only the software sends is refused to administrators too.
        foreach (var person in Cast().Where(person => door.IsSoftwareOnly || person.Role.ReachOf(door.Needs!.Value) == Reach.None))
        {
            var before = await Denials(person.Who, request);
            await Should.ThrowAsync<AccessDenied>(() => Send(person.Who, type));
            (await Denials(person.Who, request)).ShouldBe(before + 1);
        }
    }

    // Nothing in it is looked at: the policy comes before the rules and the handler.
    private Task Send(Person person, Type type)
    {
        var answer = type.GetInterfaces().Single(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        return (Task)SendAny.MakeGenericMethod(answer).Invoke(this, [person, RuntimeHelpers.GetUninitializedObject(type)])!;
    }

    private async Task SendAs<T>(Person person, IRequest<T> request) => await world.As(person, request);

    private async Task<int> Denials(Person person, string request)
    {
        await using var db = world.Look();
        return await db.AuditEntries.CountAsync(
            entry => entry.ActorId == person.Id && entry.Action == request && entry.Outcome == AuditTrail.Denied, TestContext.Current.CancellationToken);
    }

    private IEnumerable<(Person Who, RoleDefinition Role)> Cast() =>
    [
        (world.Ada, RoleDefinition.Named("rep")!), (world.Mia, RoleDefinition.Named("manager")!), (world.Sam, RoleDefinition.Named("agent")!),
        (world.Tess, RoleDefinition.Named("steward")!), (world.Viewer, RoleDefinition.Named("viewer")!), (world.Admin, RoleDefinition.Named("admin")!),
    ];

    private static Type TypeOf(string request) => RequestDoor.All.Single(type => RequestDoor.Of(type).Name == request);
}
