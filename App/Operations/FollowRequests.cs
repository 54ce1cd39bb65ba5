using System.Diagnostics;
using OpenTelemetry.Trace;

namespace CrmLive.Operations;

/// <summary>Samples what belongs to a request. A background worker that polls the database makes a trace only when it finds work to dispatch.</summary>
internal sealed class FollowRequests : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters is { Kind: ActivityKind.Client } && samplingParameters.ParentContext.TraceId == default
            ? SamplingDecision.Drop
            : SamplingDecision.RecordAndSample);
}
