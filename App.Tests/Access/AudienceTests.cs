namespace CrmLive.Access;

public sealed class AudienceTests
{
    [Fact]
    public void People_who_see_all_records_and_the_same_fields_are_one_audience() =>
        Of(1, Role.AdminKey).ShouldBe(Of(2, Role.AdminKey));

    [Fact]
    public void People_who_see_what_is_theirs_are_an_audience_each()
    {
        var own = Seeing(Reach.Own);

        new Actor(1, 1, "Ada", [own], []).Audience("opportunity").ShouldNotBe(new Actor(1, 2, "Ben", [own], []).Audience("opportunity"));
    }

    [Fact]
    public void Teams_count_where_reading_goes_by_team()
    {
        var team = Seeing(Reach.Team);

        new Actor(1, 1, "Ada", [team], [7]).Audience("opportunity").ShouldNotBe(new Actor(1, 1, "Ada", [team], [8]).Audience("opportunity"));
    }

    [Fact]
    public void Who_does_not_see_a_field_is_of_another_audience()
    {
        var blind = Seeing(Reach.All, "opportunity.amount");

        new Actor(1, 1, "Ada", [blind], []).Audience("opportunity").ShouldNotBe(new Actor(1, 1, "Ada", [Seeing(Reach.All)], []).Audience("opportunity"));
    }

    private static RoleDefinition Seeing(Reach reach, params string[] hidden) =>
        new("role", "Role", "", new Dictionary<Permission, Reach> { [Permission.Parse("opportunity.read")] = reach }, hidden.ToHashSet());

    private static string Of(long user, string role) => new Actor(1, user, $"User {user}", [RoleDefinition.Named(role)!], []).Audience("opportunity", "account");
}
