using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrmLive.Shell;

/// <summary>Names under which traces and metrics leave the program.</summary>
public static class Telemetry
{
    public const string Name = "CrmLive";

    public static readonly ActivitySource Source = new(Name);
    public static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> RequestSeconds = Meter.CreateHistogram<double>("crm.request.duration", "s", "Time of one request through the dispatcher");
}
