using CrmLive.Data;
using CrmLive.Imports;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Operations.Demo;

/// <summary>
/// Sends the commands of a demo one after the other, each under an idempotency key of its own: what was done before the program was killed is
/// not done again. The whole is one import run, closed at the end.
/// </summary>
internal sealed class DemoSteps(Dispatcher door, long tenantId)
{
    public const string Source = "demo";

    private int _sent;

    public Task<bool> AreDone(CancellationToken ct) => door.Send(Caller(key: null), new IsDemoLoaded(), ct);

    public async Task Run(Func<Task> steps, CancellationToken ct)
    {
        var run = await Send(new StartImport(Source, null), ct);
        await steps();
        await Send(new FinishImport(run), ct);
    }

    public Task<T> Send<T>(IRequest<T> command, CancellationToken ct) => door.Send(Caller($"demo-{++_sent}"), command, ct);

    private Caller Caller(string? key) => new(tenantId, null, null, Origin.Worker) { Worker = "Demo", IdempotencyKey = key };
}
