using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Second step: two who save the same at the same moment both found it free; the database takes the first, and the second is told.</summary>
internal sealed class RefuseTaken<TRequest, TResponse>(DatabaseProvider provider) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        try
        {
            return await next();
        }
        catch (DbUpdateException second) when (provider.IsUniqueViolation(second))
        {
            throw new Taken();
        }
    }
}
