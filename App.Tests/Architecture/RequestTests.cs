using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Architecture;

public sealed class RequestTests
{
    public static TheoryData<Type> Requests => [.. RequestDoor.All];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_declares_the_permission_that_it_needs_or_why_it_is_open(Type request)
    {
        var door = RequestDoor.Of(request);

        if (door.Needs is { } needs)
        {
            Catalogue.Actions.Keys.ShouldContain(needs.Entity);
            Catalogue.Actions[needs.Entity].ShouldContain(needs.Action);
        }
        else if (door.IsSoftwareOnly)
        {
            request.GetCustomAttributes(typeof(SoftwareOnlyAttribute), inherit: false).Cast<SoftwareOnlyAttribute>().Single().Why.Length.ShouldBeGreaterThan(10);
        }
        else
        {
            request.GetCustomAttributes(typeof(OpenAttribute), inherit: false).Cast<OpenAttribute>().Single().Why.Length.ShouldBeGreaterThan(20);
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_change_that_takes_whatever_version_there_is_is_made_again_when_it_loses_a_race(Type request)
    {
        var takesAny = RequestDoor.Of(request).IsCommand
            && request.GetConstructors().SelectMany(made => made.GetParameters()).Any(given => given is { Name: "Version", HasDefaultValue: true, DefaultValue: null });

        (!takesAny || typeof(IRepeatable).IsAssignableFrom(request)).ShouldBeTrue($"{request.Name} is refused with 412 though nobody named a version. Make it {nameof(IRepeatable)}.");
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_is_a_sealed_record_that_is_a_command_or_a_query(Type request)
    {
        request.IsSealed.ShouldBeTrue();
        request.GetMethod("<Clone>$").ShouldNotBeNull();
        request.GetInterfaces().Where(face => face.IsGenericType).Select(face => face.GetGenericTypeDefinition())
            .Count(face => face == typeof(ICommand<>) || face == typeof(IQuery<>)).ShouldBe(1);
    }
}
