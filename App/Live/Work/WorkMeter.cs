using System.Diagnostics.Metrics;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>What the queue counts while it works.</summary>
internal static class WorkMeter
{
    public static readonly Counter<long> Ended = Telemetry.Meter.CreateCounter<long>("crm.work.ended", "{item}", "Attempts that ended, by kind and outcome: done, failed or dead");

    public static readonly Histogram<double> Seconds = Telemetry.Meter.CreateHistogram<double>("crm.work.duration", "s", "Time of one command of the work queue");
}
