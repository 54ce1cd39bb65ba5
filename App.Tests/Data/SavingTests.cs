using CrmLive.Customers;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

public sealed class SavingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TestTenant Acme = TestTenant.Acme;

    [Fact]
    public async Task A_save_stamps_the_tenant()
    {
        var id = await database.NextId();
        await using (var db = database.In(Acme))
        {
            db.Accounts.Add(new Account(id, new AccountFields("Initech"), null, null));
            await db.SaveChangesAsync();
        }

        await using var again = database.In(Acme);
        (await again.Accounts.SingleAsync(account => account.Id == id)).TenantId.ShouldBe(Acme.Id);
    }
}
