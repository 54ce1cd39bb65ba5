using FsCheck;
using FsCheck.Fluent;

namespace CrmLive.Access;

/// <summary>Laws that hold for any roles, any record and any permission.</summary>
public sealed class AccessPolicyPropertyTests
{
    private static readonly Gen<RoleDefinition> Roles =
        from reaches in Gen.ArrayOf(Gen.Elements(Reach.None, Reach.Own, Reach.Team, Reach.All), Catalogue.Permissions.Count)
        from hidden in Gen.SubListOf(Catalogue.HideableFields.AsEnumerable())
        from key in Gen.Choose(1, 1_000_000)
        select new RoleDefinition(
            $"role-{key}", "Role", "", Catalogue.Permissions.Zip(reaches).Where(grant => grant.Second != Reach.None).ToDictionary(grant => grant.First, grant => grant.Second), new HashSet<string>(hidden));

    private static readonly Gen<Resource> Records =
        from kind in Gen.Elements(RecordKind.Deal, RecordKind.Account, RecordKind.Contact, RecordKind.Product)
        from tenant in Gen.Frequency((9, Gen.Constant(1L)), (1, Gen.Constant(2L)))
        from owner in Gen.Elements<long?>(null, 7, 8)
        from team in Gen.Elements<long?>(null, 10, 11)
        from deleted in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Resource(kind, tenant, owner, team, deleted);

    [Fact]
    public void More_roles_never_give_less() => Check(
        from roles in Gen.ListOf(Roles, 3)
        from record in Records
        select (roles, record),
        given => Permissions(given.record).All(permission =>
            !Decide(Somebody(given.roles.Take(2)), permission, given.record) || Decide(Somebody(given.roles), permission, given.record)));

    [Fact]
    public void More_roles_never_hide_more_of_what_could_be_read() => Check(
        Gen.ListOf(Roles, 3),
        roles => Catalogue.HideableFields.All(field =>
            !AccessPolicy.DecideField(Somebody(roles.Take(2)), field).IsAllowed || AccessPolicy.DecideField(Somebody(roles), field).IsAllowed));

    [Fact]
    public void Own_lies_within_team_and_team_within_all() => Check(Records, record => Permissions(record).All(permission =>
    {
        var (own, team, all) = (With(permission, Reach.Own, record), With(permission, Reach.Team, record), With(permission, Reach.All, record));
        return (!own || team) && (!team || all);
    }));

    [Fact]
    public void A_field_is_hidden_only_if_every_role_that_reads_hides_it() => Check(
        Gen.ListOf(Roles, 3),
        roles => Catalogue.HideableFields.All(field =>
        {
            var readers = roles.Where(role => role.ReachOf(Permission.Parse(field.Split('.')[0] + ".read")) != Reach.None).ToList();
            return readers.Count == 0 || Somebody(roles).HiddenFields.Contains(field) == readers.All(role => role.HiddenFields.Contains(field));
        }));

    [Fact]
    public void Nothing_of_another_tenant_and_nothing_in_the_bin_is_ever_allowed() => Check(
        from roles in Gen.ListOf(Roles, 2)
        from record in Records.Where(record => record.TenantId != 1 || record.IsDeleted)
        select (roles, record),
        given => Permissions(given.record).All(permission => !Decide(Somebody(given.roles), permission, given.record)));

    [Fact]
    public void The_answer_without_reasons_is_that_of_the_decision() => Check(
        from roles in Gen.ListOf(Roles, 2)
        from record in Records
        select (roles, record),
        given => Permissions(given.record).All(permission =>
            AccessPolicy.Allows(Somebody(given.roles), permission, given.record) == Decide(Somebody(given.roles), permission, given.record)));

    [Fact]
    public void Every_decision_has_a_reason() => Check(
        from roles in Gen.ListOf(Roles, 2)
        from record in Records
        select (roles, record),
        given => Permissions(given.record).All(permission => AccessPolicy.Decide(Somebody(given.roles), permission, given.record).Reasons.Count > 0));

    private static void Check<T>(Gen<T> given, Func<T, bool> law) =>
        FsCheck.Fluent.Prop.ForAll(Arb.From(given), law).QuickCheckThrowOnFailure();

    private static IEnumerable<Permission> Permissions(Resource record) => Catalogue.Permissions.Where(permission => permission.Entity == record.Kind.Name);

    private static bool With(Permission permission, Reach reach, Resource record) => Decide(
        Somebody([new RoleDefinition("one", "One", "", new Dictionary<Permission, Reach> { [permission] = reach }, new HashSet<string>())]), permission, record);

    private static bool Decide(Actor actor, Permission permission, Resource record) => AccessPolicy.Decide(actor, permission, record).IsAllowed;

    private static Actor Somebody(IEnumerable<RoleDefinition> roles) => new(1, 7, "Ada", [.. roles], [10]);
}
