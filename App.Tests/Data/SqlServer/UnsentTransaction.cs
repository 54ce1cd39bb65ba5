using System.Data;
using System.Data.Common;

namespace CrmLive.Data.SqlServer;

/// <summary>A transaction around commands that are never sent.</summary>
internal sealed class UnsentTransaction(DbConnection connection, IsolationLevel level) : DbTransaction
{
    public override IsolationLevel IsolationLevel => level;

    protected override DbConnection DbConnection => connection;

    public override void Commit()
    {
    }

    public override void Rollback()
    {
    }
}
