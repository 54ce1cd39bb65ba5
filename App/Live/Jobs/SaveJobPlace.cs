using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Live;

/// <summary>Saves how far a job is, where no command of its own does.</summary>
[SoftwareOnly("Whoever drives the job.")]
public sealed record SaveJobPlace(JobMark Mark) : ICommand<int>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<SaveJobPlace, int>
{
    public async Task<int> Handle(SaveJobPlace request, CancellationToken cancellationToken)
    {
        await request.Mark.Save(db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return 1;
    }
}
