namespace CrmLive.LocalPostgres;

/// <summary>How a <see cref="LocalCluster"/> runs. The defaults are fit for real data.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>False gives up every guarantee after a crash of the machine for speed: for test runs only.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 200;

    public int SharedBuffersMb { get; init; } = 256;

    /// <summary>Where the server programs may come from; without the installers nothing is ever downloaded.</summary>
    public PostgresSources Sources { get; init; } = PostgresSources.Any;

    /// <summary>How long a start, crash recovery included, may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
