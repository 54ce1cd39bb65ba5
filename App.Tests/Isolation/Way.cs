using CrmLive.Data;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Isolation;

/// <summary>A way for code of Acme to get at rows of Globex.</summary>
public enum Way
{
    /// <summary>As the application works.</summary>
    Ef,

    /// <summary>With query filters and interceptors out of the way.</summary>
    EfUnfenced,

    /// <summary>By SQL of its own.</summary>
    Sql,
}

/// <summary>Tries everything against the rows of Globex, for one entity.</summary>
internal abstract class Intruder
{
    protected static TestTenant Own => TestTenant.Acme;

    protected static TestTenant Foreign => TestTenant.Globex;

    public static Intruder By(Way way, EqualTenants tenants, string entity)
    {
        var type = ModelTables.OfTenants.Single(type => type.ClrType.Name == entity);
        return way == Way.Sql
            ? new SqlIntruder(tenants, type.GetTableName()!)
            : (Intruder)Activator.CreateInstance(typeof(EfIntruder<>).MakeGenericType(type.ClrType), tenants, way == Way.Ef)!;
    }

    /// <summary>The tenants of all rows that can be read.</summary>
    public abstract Task<IReadOnlyCollection<long>> Read();

    public abstract Task<long> Count();

    public abstract Task<bool> Exists();

    /// <summary>These three return how many rows they touched, or throw.</summary>
    public abstract Task<int> Insert();

    public abstract Task<int> Update();

    public abstract Task<int> Delete();
}

internal sealed class SqlIntruder(EqualTenants tenants, string table) : Intruder
{
    public override async Task<IReadOnlyCollection<long>> Read() =>
        await tenants.AskAs<long[]>(Own, $"select array_agg(tenant_id) from {table}");

    public override Task<long> Count() => tenants.AskAs<long>(Own, $"select count(*) from {table} where tenant_id = {Foreign.Id}");

    public override Task<bool> Exists() => tenants.AskAs<bool>(Own, $"select exists(select from {table} where tenant_id = {Foreign.Id})");

    // The row's own values under the other tenant; another key, so that the policy refuses and not the key.
    public override async Task<int> Insert()
    {
        var columns = await tenants.Database.Ask<string>(
            $"select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attname <> 'tenant_id'");
        return await tenants.Database.RunAs(Own, $"insert into {table} (tenant_id, {columns}) select {Foreign.Id}, {columns} from {table}");
    }

    public override async Task<int> Update() =>
        await tenants.Database.RunAs(Own, $"update {table} set tenant_id = {Own.Id} where tenant_id = {Foreign.Id}");

    public override async Task<int> Delete() =>
        await tenants.Database.RunAs(Own, $"delete from {table} where tenant_id = {Foreign.Id}");
}

internal sealed class EfIntruder<T>(EqualTenants tenants, bool isFenced) : Intruder
    where T : class, ITenantRow
{
    public override async Task<IReadOnlyCollection<long>> Read()
    {
        await using var db = Open();
        return await Rows(db).Select(row => row.TenantId).ToListAsync();
    }

    public override async Task<long> Count()
    {
        await using var db = Open();
        return await Rows(db).LongCountAsync(row => row.TenantId == Foreign.Id);
    }

    public override async Task<bool> Exists()
    {
        await using var db = Open();
        return await Rows(db).AnyAsync(row => row.TenantId == Foreign.Id);
    }

    public override async Task<int> Insert()
    {
        await using var db = Open();
        var row = await Stolen(db);
        var key = db.Entry(row).Property(ModelTables.OwnKey(db.Entry(row).Metadata).Name);
        key.CurrentValue = key.CurrentValue is long number ? number + 1 : "y";
        db.Add(row);
        return await db.SaveChangesAsync();
    }

    public override async Task<int> Update()
    {
        await using var db = Open();
        var taken = await Rows(db).Where(row => row.TenantId == Foreign.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.TenantId, Own.Id));
        db.Update(await Stolen(db));
        return taken + await db.SaveChangesAsync();
    }

    public override async Task<int> Delete()
    {
        await using var db = Open();
        var gone = await Rows(db).Where(row => row.TenantId == Foreign.Id).ExecuteDeleteAsync();
        db.Remove(await Stolen(db));
        return gone + await db.SaveChangesAsync();
    }

    private CrmDb Open() => (isFenced ? tenants.Database.Provider : tenants.Bare).CreateContext(Work.Of(Own.Id, "intruder"), isSystemWide: false);

    private IQueryable<T> Rows(CrmDb db) => isFenced ? db.Set<T>() : db.Set<T>().IgnoreQueryFilters();

    // Because the tenants hold equal rows, an own row with the other tenant's number is the other tenant's row.
    private async Task<T> Stolen(CrmDb db)
    {
        var key = ModelTables.OwnKey(db.Model.FindEntityType(typeof(T))!);
        var rows = db.Set<T>().IgnoreQueryFilters().AsNoTracking();
        var row = key.ClrType == typeof(long)
            ? await rows.SingleAsync(row => EF.Property<long>(row, key.Name) == EqualRows.Number)
            : await rows.SingleAsync(row => EF.Property<string>(row, key.Name) == "x");
        db.Entry(row).Property(nameof(ITenantRow.TenantId)).CurrentValue = Foreign.Id;
        return row;
    }
}
