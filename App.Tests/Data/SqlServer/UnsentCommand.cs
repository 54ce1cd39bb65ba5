using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace CrmLive.Data.SqlServer;

/// <summary>A command that is written down in its last form instead of sent, and answered with made-up rows.</summary>
/// <param name="word">What text columns hold; null where questions find nothing.</param>
internal sealed class UnsentCommand(Action<string> note, string? word) : DbCommand
{
    private readonly SqlCommand _inner = new();

    [AllowNull]
    public override string CommandText
    {
        get => _inner.CommandText;
        set => _inner.CommandText = value;
    }

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection => _inner.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery()
    {
        note(CommandText);
        return word is null ? 0 : 1;
    }

    public override object? ExecuteScalar()
    {
        note(CommandText);
        return null;
    }

    protected override DbParameter CreateDbParameter() => _inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        note(CommandText);
        return word is null ? new MadeUpRows(IsCount(), number: 0, word: "") : new MadeUpRows(hasRow: true, number: 1, word);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // How many there are, and whether there is one, is answered even when there is none.
    private bool IsCount()
    {
        var text = CommandText.Replace(SqlServerSession.Prefix, "", StringComparison.Ordinal).TrimStart();
        return text.StartsWith("SELECT COUNT", StringComparison.Ordinal) || text.StartsWith("SELECT CASE", StringComparison.Ordinal);
    }
}
