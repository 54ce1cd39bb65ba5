using System.Data;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmLive.Data.SqlServer;

public sealed class SqlServerCrmDb(DbContextOptions<SqlServerCrmDb> options, bool isSystemWide) : CrmDb(options, isSystemWide)
{
    private static readonly DateTimeTypeMapping Clock = new("datetime2", DbType.DateTime2);

    // SQL Server knows the zones of Windows.
    public override string ZoneName => !Work.Zone.HasIanaId ? Work.Zone.Id
        : TimeZoneInfo.TryConvertIanaIdToWindowsId(Work.Zone.Id, out var name) ? name
        : TimeZoneInfo.Utc.Id;

    internal override string JsonType => "nvarchar(max)";

    internal override string Collation => "Latin1_General_100_BIN2";

    // The model knows no locks by name; the statement is a constant, the name with its tenant a parameter.
    public override Task Lock(string name, bool isShared, CancellationToken ct) => Database.ExecuteSqlRawAsync(
        SqlServerLock.InTransaction, [string.Create(CultureInfo.InvariantCulture, $"{TenantId}/{name}"), isShared ? "Shared" : "Exclusive"], ct);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // No identity columns: the tenant is stamped and ids come from blocks.
        modelBuilder.Model.SetValueGenerationStrategy(SqlServerValueGenerationStrategy.None);
        base.OnModelCreating(modelBuilder);
        SqlServerHistory.Apply(modelBuilder);
        LocalTime.Map(modelBuilder).HasTranslation(given => new SqlUnaryExpression(
            ExpressionType.Convert, new AtTimeZoneExpression(given[1], given[0], typeof(DateTimeOffset), given[1].TypeMapping), typeof(DateTime), Clock));
    }
}
