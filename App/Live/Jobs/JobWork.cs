using System.Globalization;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>Drives jobs that any node can do.</summary>
internal class JobWork : WorkKind
{
    public const string Anywhere = "job";

    public override string Name => Anywhere;

    public override bool CallsOutside => true;

    public override ICommand<int> Answer(IReadOnlyList<ClaimedWork> items) => new DriveJob(long.Parse(items[0].Key, CultureInfo.InvariantCulture));
}

/// <summary>Drives jobs whose files lie on this machine, whichever process of it has begun them.</summary>
internal sealed class JobHereWork : JobWork
{
    /// <summary>The name of this machine as jobs know it.</summary>
    public static string Machine { get; } = Environment.MachineName is { Length: <= 40 } name ? name : Environment.MachineName[..40];

    public override string Name => On(Machine);

    public static string On(string machine) => $"job@{machine}";
}
