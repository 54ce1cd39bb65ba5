using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Operations.Queue;

/// <summary>Begins no more work of a kind in this tenant, until it is resumed. What is being done goes on.</summary>
/// <param name="Kind">Null for all.</param>
[Needs("operations.update")]
public sealed record PauseWork(string? Kind) : ICommand<bool>;

/// <summary>Begins it again. False where it was not paused.</summary>
/// <param name="Kind">Null for what was paused as a whole.</param>
[Needs("operations.update")]
public sealed record ResumeWork(string? Kind) : ICommand<bool>;

file sealed class PauseRules : AbstractValidator<PauseWork>
{
    public PauseRules() => RuleFor(pause => pause.Kind).MaximumLength(WorkPut.KindLength);
}

file sealed class PauseHandler(CrmDb db, WorkStore store) : IRequestHandler<PauseWork, bool>
{
    public async Task<bool> Handle(PauseWork request, CancellationToken cancellationToken)
    {
        await store.Pause(request.Kind ?? WorkPause.AllKinds, db.TenantId, cancellationToken);
        return true;
    }
}

file sealed class ResumeHandler(CrmDb db, WorkStore store) : IRequestHandler<ResumeWork, bool>
{
    public Task<bool> Handle(ResumeWork request, CancellationToken cancellationToken) =>
        store.Resume(request.Kind ?? WorkPause.AllKinds, db.TenantId, cancellationToken);
}
