using System.Diagnostics;
using MediatR;

namespace CrmLive.Shell;

/// <summary>First step: times the request and logs its name and outcome, never its content.</summary>
internal sealed class Trace<TRequest, TResponse>(CurrentWork work, Outages outages, ILogger<Dispatcher> log) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = "ok";
        Activity.Current?.SetTag("crm.tenant", work.Actor.TenantId);
        try
        {
            return await next();
        }
        catch (Exception failure)
        {
            Refusal.Mark(failure, work.Work.TraceId);
            var refusal = Refusal.Of(failure);
            outcome = refusal.Code;
            if (refusal.IsExpected)
            {
                log.LogDebug("{Request} refused: {Code}", work.Work.Request, refusal.Code);
            }
            else if (!outages.Heard(failure))
            {
                Activity.Current?.SetStatus(ActivityStatusCode.Error);
                log.LogError(failure, "{Request} failed, trace {TraceId}", work.Work.Request, work.Work.TraceId);
            }

            throw;
        }
        finally
        {
            Telemetry.RequestSeconds.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("request", work.Work.Request),
                new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
