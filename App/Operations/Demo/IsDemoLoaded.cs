using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Demo;

/// <summary>Whether the demo of this tenant was loaded to its end.</summary>
[Needs("import.read")]
public sealed record IsDemoLoaded : IQuery<bool>;

file sealed class Handler(CrmDb db) : IRequestHandler<IsDemoLoaded, bool>
{
    public Task<bool> Handle(IsDemoLoaded request, CancellationToken cancellationToken) =>
        db.Imports.AnyAsync(run => run.Map == DemoSteps.Source && run.FinishedAt != null, cancellationToken);
}
