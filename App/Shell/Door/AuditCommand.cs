using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Last step before the handler: a command that saved nothing still leaves its audit entry.</summary>
internal sealed class AuditCommand<TRequest, TResponse>(CrmDb db) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        if (request is ICommand<TResponse> && !db.HasAudited)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return response;
    }
}
