namespace CrmLive.Imports;

/// <summary>What one import takes at most.</summary>
public sealed record ImportLimits
{
    public int Columns { get; init; } = 200;

    /// <summary>Bytes of one row.</summary>
    public int RowLength { get; init; } = 100_000;

    public int Rows { get; init; } = 5_000_000;

    /// <summary>Rows per command, and so per transaction.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>Rows that may wait for another row of their own file.</summary>
    public int Waiting { get; init; } = 20_000;
}
