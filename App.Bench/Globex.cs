using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Operations.Demo;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Bench;

/// <summary>The big demo company, and who sees all of it.</summary>
internal sealed record Globex(long TenantId, long PipelineId, Caller Admin)
{
    public static async Task<Globex> Load(BenchHost bench)
    {
        await bench.Services.GetRequiredService<DemoTenants>().LoadGlobex(Console.Error.WriteLine, CancellationToken.None);
        var tenant = (await bench.Services.GetRequiredService<TenantDirectory>().Find("globex", CancellationToken.None))!;

        // What takes two years elsewhere was written within a minute.
        await bench.Execute("vacuum analyze");
        await using var db = bench.Services.GetRequiredService<CrmDbFactory>().Create(Work.Of(tenant.Id, "bench"));
        var pipeline = await db.Pipelines.OrderBy(p => p.Position).Select(p => p.Id).FirstAsync();
        var admin = await (
            from user in db.Users
            join link in db.UserRoles on user.Id equals link.UserId
            join role in db.Roles on link.RoleId equals role.Id
            where role.Key == Role.AdminKey
            orderby user.Id
            select user).FirstAsync();
        return new Globex(tenant.Id, pipeline, new Caller(tenant.Id, admin.Id, null, new Origin("page")));
    }

    public CrmDb Look(BenchHost bench) => bench.Services.GetRequiredService<CrmDbFactory>().Create(Work.Of(TenantId, "bench"));
}
