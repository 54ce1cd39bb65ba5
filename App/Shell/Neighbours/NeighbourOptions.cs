namespace CrmLive.Shell.Neighbours;

/// <summary>How much one person, one key and one tenant may have at the same time, from configuration section <c>Limits</c>.</summary>
public sealed record NeighbourOptions
{
    public const string Section = "Limits";

    /// <summary>Pages that are open, each of them a circuit.</summary>
    public int TabsPerPerson { get; init; } = 20;

    public int TabsPerTenant { get; init; } = 1_000;

    /// <summary>Connections to <c>/hubs/live</c>.</summary>
    public int ListenersPerPerson { get; init; } = 20;

    public int ListenersPerTenant { get; init; } = 500;

    /// <summary>Exports that run.</summary>
    public int ExportsPerPerson { get; init; } = 2;

    public int ExportsPerTenant { get; init; } = 4;

    /// <summary>Exports of one person that wait for their turn; further ones are refused.</summary>
    public int ExportsWaiting { get; init; } = 2;

    /// <summary>Questions and commands that run, of one person or of one key.</summary>
    public int RequestsPerPerson { get; init; } = 8;

    public int RequestsPerTenant { get; init; } = 32;

    /// <summary>Questions and commands of one person or key that wait for their turn; further ones are refused.</summary>
    public int RequestsWaiting { get; init; } = 200;

    /// <summary>After so long a statement that somebody waits for is stopped.</summary>
    public int StatementSeconds { get; init; } = 20;
}
