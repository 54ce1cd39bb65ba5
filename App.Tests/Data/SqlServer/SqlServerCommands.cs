using System.Data.Common;
using CrmLive.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data.SqlServer;

/// <summary>Collects the commands that EF makes for SQL Server, for every entity, without a server: each is written down instead of sent.</summary>
internal static class SqlServerCommands
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static async Task<IReadOnlyList<(string Origin, string Sql)>> Of(string entity)
    {
        var collected = new List<(string, string)>();
        await using var provider = SqlServerSchema.Provider();
        provider.Recorders = [new Recorder(sql => collected.Add((entity, SqlServerSession.Prefix + sql)))];
        await using var db = provider.CreateContext(
            new Work(new Actor(1, 1, "Ada", [RoleDefinition.Named("rep")!], [1, 2]), "Test", Permission.Parse("opportunity.read"), Origin.Cli, ""), isSystemWide: false);
        var type = db.Model.GetEntityTypes().Single(type => type.ClrType.Name == entity);
        await (Task)typeof(SqlServerCommands).GetMethod(nameof(Collect), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type.ClrType).Invoke(null, [provider, db, type, collected])!;
        return collected;
    }

    private static async Task Collect<T>(DatabaseProvider provider, CrmDb db, IEntityType type, List<(string Origin, string Sql)> collected)
        where T : class
    {
        void Note(IQueryable<T> query) => collected.Add((typeof(T).Name, SqlServerSession.Prefix + query.ToQueryString()));

        Note(db.Set<T>());
        Note(db.Set<T>().IgnoreQueryFilters());
        foreach (var navigation in type.GetNavigations())
        {
            Note(db.Set<T>().Include(navigation.Name));
        }

        if (Versioned.Keeps(type))
        {
            Note((IQueryable<T>)typeof(DatabaseProvider).GetMethod(nameof(DatabaseProvider.AsOf))!.MakeGenericMethod(typeof(T)).Invoke(provider, [db, Instant])!);
        }

        await Try(() => db.Set<T>().ExecuteDeleteAsync());
        foreach (var state in (EntityState[])[EntityState.Added, EntityState.Modified, EntityState.Deleted])
        {
            db.ChangeTracker.Clear();
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            var row = (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
            Fill(db, row, type);
            db.Entry(row).State = state;
            await Try(() => db.SaveChangesAsync());
        }
    }

    private static void Fill(CrmDb db, object row, IEntityType type)
    {
        foreach (var property in type.GetProperties().Where(property => !property.IsShadowProperty()))
        {
            db.Entry(row).Property(property.Name).CurrentValue = Value(property.ClrType);
        }
    }

    private static object? Value(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(long) ? 1L
        : type == typeof(List<string>) ? new List<string>()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : Nullable.GetUnderlyingType(type) is { } inner ? Value(inner)
        : Activator.CreateInstance(type);

    private static async Task Try(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is Recorded || e.InnerException is Recorded)
        {
            // Written down: that was the purpose.
        }
    }

    private sealed class Recorded : Exception;

    private sealed class Recorder(Action<string> note) : DbCommandInterceptor, IDbConnectionInterceptor
    {
        public ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            note(command.CommandText);
            throw new Recorded();
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            note(command.CommandText);
            throw new Recorded();
        }
    }
}
