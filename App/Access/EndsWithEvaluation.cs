using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>A command that ends in one tenant what was granted for evaluation; each capability that keeps something of the kind registers its own.</summary>
/// <param name="Tenants">Those that have something of the kind left; one may come more than once.</param>
public sealed record EndsWithEvaluation(Func<ICommand<int>> Command, Func<CrmDb, IQueryable<long>> Tenants);

/// <summary>Once the evaluation is over, at start or while the program runs, everything that was granted for it ends for good.</summary>
internal sealed class EndOfEvaluation(
    EvaluationMode mode, IEnumerable<EndsWithEvaluation> parts, CrmDbFactory databases, ActorDirectory actors, Dispatcher door, ILogger<EndOfEvaluation> log)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Task _ending = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        mode.Over += Begin;
        if (mode.IsOver)
        {
            await End(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        mode.Over -= Begin;
        await _leaving.CancelAsync();
        await _ending;
    }

    public void Dispose() => _leaving.Dispose();

    // Nobody is let through from now on; the rows follow.
    private void Begin()
    {
        actors.LookAgain();
        _ending = End(_leaving.Token);
    }

    private async Task<List<long>> Left(EndsWithEvaluation part, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("sign-in");
        return await part.Tenants(db).Distinct().ToListAsync(ct);
    }

    private async Task End(CancellationToken ct)
    {
        try
        {
            var count = 0;
            foreach (var part in parts)
            {
                foreach (var tenant in await Left(part, ct))
                {
                    count += await door.Send(Caller.Software(tenant, "Sign-in"), part.Command(), ct);
                }
            }

            if (count > 0)
            {
                log.LogWarning("The evaluation is over: {Count} of its sessions and keys have ended", count);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogError(failure, "Sessions and keys of the evaluation are refused, but could not be ended in the database; the next start tries again");
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
