namespace CrmLive.Access;

public sealed class AccessPolicyTests
{
    private const long Tenant = 1;
    private const long North = 10;

    private static readonly Permission Update = Permission.Parse("opportunity.update");
    private static readonly Actor Rep = Somebody("rep");

    [Fact]
    public void A_rep_changes_their_own_deal() => Decide(Rep, Deal(owner: 7)).IsAllowed.ShouldBeTrue();

    [Fact]
    public void A_rep_does_not_change_the_deal_of_a_colleague_and_hears_why()
    {
        var decision = Decide(Rep, Deal(owner: 8, team: North));

        decision.IsAllowed.ShouldBeFalse();
        decision.Reason.ShouldContain("does not own the record");
    }

    [Fact]
    public void A_rep_reads_the_deals_of_their_team() =>
        AccessPolicy.Decide(Rep, Permission.Parse("opportunity.read"), Deal(owner: 8, team: North)).IsAllowed.ShouldBeTrue();

    [Fact]
    public void Nobody_reaches_into_another_tenant() =>
        Decide(Somebody("admin"), Deal(owner: 7) with { TenantId = 2 }).Reason.ShouldContain("another tenant");

    [Fact]
    public void What_is_in_the_bin_is_restored_first() => Decide(Somebody("admin"), Deal(owner: 7) with { IsDeleted = true }).Reason.ShouldContain("bin");

    [Fact]
    public void A_field_is_hidden_only_where_every_role_that_reads_hides_it()
    {
        AccessPolicy.DecideField(Somebody("agent"), "opportunity.amount").IsAllowed.ShouldBeFalse();
        var both = AccessPolicy.DecideField(Somebody("agent", "rep"), "opportunity.amount");

        both.IsAllowed.ShouldBeTrue();
        both.Reasons.ShouldContain("Support agent hides opportunity.amount.");
        both.Reasons.ShouldContain("Sales rep shows opportunity.amount.");
    }

    [Fact]
    public void The_first_reason_names_roles_and_reach() => Decide(Rep, Deal(owner: 7)).Reasons[0].ShouldBe("Ada has Sales rep, which grants opportunity.update for own records.");

    [Theory]
    [InlineData("opportunity.update", "change deals")]
    [InlineData("pipeline.approve", "decide about exceptions")]
    [InlineData("api_key.create", "add API keys")]
    [InlineData("event.replay", "replay events")]
    public void What_is_not_allowed_is_said_in_words(string permission, string words) => Permission.Parse(permission).Words.ShouldBe(words);

    private static Decision Decide(Actor actor, Resource resource) => AccessPolicy.Decide(actor, Update, resource);

    private static Resource Deal(long? owner, long? team = null) => new(RecordKind.Deal, Tenant, owner, team, IsDeleted: false);

    private static Actor Somebody(params string[] roles) => new(Tenant, 7, "Ada", [.. roles.Select(role => RoleDefinition.Named(role)!)], [North]);
}
