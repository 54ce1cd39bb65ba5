using CrmLive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Support;

/// <summary>The numbers of the cast by kind and name.</summary>
internal sealed class WorldNames
{
    private readonly Dictionary<(long Tenant, string Kind, string Name), long> _numbers = [];
    private long _acme;

    public static async Task<WorldNames> Read(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<CrmDbFactory>().CreateSystemWide("test");
        var names = new WorldNames { _acme = await db.Tenants.Where(tenant => tenant.Slug == "acme").Select(tenant => tenant.Id).SingleAsync() };
        await names.Add("user", db.Users.Select(row => new Named(row.TenantId, row.Name, row.Id)));
        await names.Add("team", db.Teams.Select(row => new Named(row.TenantId, row.Name, row.Id)));
        await names.Add("account", db.Accounts.Select(row => new Named(row.TenantId, row.Name, row.Id)));
        await names.Add("contact", db.Contacts.Select(row => new Named(row.TenantId, row.Email!, row.Id)));
        await names.Add("product", db.Products.Select(row => new Named(row.TenantId, row.Name, row.Id)));
        await names.Add("pipeline", db.Pipelines.Select(row => new Named(row.TenantId, row.Name, row.Id)));
        await names.Add("opportunity", db.Deals.Select(row => new Named(row.TenantId, row.Name, row.Id)));
        await names.Add("stage", db.Pipelines.SelectMany(row => row.Stages, (row, stage) => new Named(row.TenantId, row.Name + "/" + stage.Name, stage.Id)));
        return names;
    }

    public long Of(string kind, string name, long? tenant = null) =>
        _numbers.TryGetValue((tenant ?? _acme, kind, name), out var number) ? number : throw new KeyNotFoundException($"The cast has no {kind} '{name}'.");

    /// <summary>Names of people are unique across the two tenants.</summary>
    public Person Person(string name)
    {
        var ((tenant, _, _), id) = _numbers.Single(entry => entry.Key.Kind == "user" && entry.Key.Name == name);
        return new Person(tenant, id, name);
    }

    private async Task Add(string kind, IQueryable<Named> rows)
    {
        foreach (var row in await rows.ToListAsync())
        {
            _numbers[(row.TenantId, kind, row.Name)] = row.Id;
        }
    }

    private sealed record Named(long TenantId, string Name, long Id);
}
