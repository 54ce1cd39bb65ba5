using System.Collections;
using System.Data.Common;

namespace CrmLive.Data.SqlServer;

/// <summary>No row, or one in every result, with a plain value of whatever type a column is asked for.</summary>
internal sealed class MadeUpRows(bool hasRow, int number, string word) : DbDataReader
{
    private static readonly DateTime Instant = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    // A batch has a result for each of its commands; whoever reads all there are, as a split query does, comes to an end.
    private const int MostResults = 100;

    private int _results;
    private bool _isRead;

    public override int Depth => 0;

    public override int FieldCount => 200;

    public override bool HasRows => hasRow;

    public override bool IsClosed => false;

    public override int RecordsAffected => hasRow ? 1 : 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(0);

    public override bool Read()
    {
        var isFirst = hasRow && !_isRead;
        _isRead = true;
        return isFirst;
    }

    public override bool NextResult()
    {
        _isRead = false;
        return hasRow && ++_results < MostResults;
    }

    public override T GetFieldValue<T>(int ordinal) => (T)(
        typeof(T) == typeof(DateTimeOffset) ? new DateTimeOffset(Instant)
        : typeof(T) == typeof(DateTime) ? Instant
        : typeof(T) == typeof(DateOnly) ? DateOnly.FromDateTime(Instant)
        : typeof(T) == typeof(byte[]) ? new byte[8]
        : typeof(T) == typeof(string) ? word
        : (object)default(T)!);

    public override bool GetBoolean(int ordinal) => number != 0;

    public override byte GetByte(int ordinal) => 1;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

    public override char GetChar(int ordinal) => '1';

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

    public override string GetDataTypeName(int ordinal) => "bigint";

    public override DateTime GetDateTime(int ordinal) => Instant;

    public override decimal GetDecimal(int ordinal) => 1;

    public override double GetDouble(int ordinal) => 1;

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override Type GetFieldType(int ordinal) => typeof(long);

    public override float GetFloat(int ordinal) => 1;

    public override Guid GetGuid(int ordinal) => Guid.Empty;

    public override short GetInt16(int ordinal) => 1;

    public override int GetInt32(int ordinal) => number;

    public override long GetInt64(int ordinal) => number;

    public override string GetName(int ordinal) => $"c{ordinal}";

    public override int GetOrdinal(string name) => 0;

    public override string GetString(int ordinal) => word;

    public override object GetValue(int ordinal) => 1L;

    public override int GetValues(object[] values) => 0;

    public override bool IsDBNull(int ordinal) => false;
}
