using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Isolation;

/// <summary>The isolation tests are worth something: with the policy of any one table open or gone, they see it.</summary>
public sealed class GapTests(EqualTenants tenants) : IClassFixture<EqualTenants>
{
    public static TheoryData<string, Way> Unfenced
    {
        get
        {
            var all = new TheoryData<string, Way>();
            foreach (var type in ModelTables.OfTenants)
            {
                all.Add(type.ClrType.Name, Way.EfUnfenced);
                all.Add(type.ClrType.Name, Way.Sql);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Unfenced))]
    public async Task An_open_policy_lets_rows_through_that_the_tests_see(string entity, Way way)
    {
        await tenants.Database.Run($"alter policy tenant_fence on {Table(entity)} using (true)");

        var intruder = Intruder.By(way, tenants, entity);
        (await intruder.Read()).ShouldContain(TestTenant.Globex.Id);
        (await intruder.Count()).ShouldBeGreaterThan(0);
        (await intruder.Exists()).ShouldBeTrue();
    }

    private static string Table(string entity) => ModelTables.OfTenants.Single(type => type.ClrType.Name == entity).GetTableName()!;
}
