using Microsoft.Net.Http.Headers;

namespace CrmLive.Shell;

/// <summary>Spares who has read a version of a record its body.</summary>
public static class NotModified
{
    /// <summary>The route reads one record, with its version as the ETag.</summary>
    public static RouteHandlerBuilder WithVersion(this RouteHandlerBuilder route) => route
        .AddEndpointFilter(Answer)
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));

    private static async ValueTask<object?> Answer(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var (asked, told) = (context.HttpContext.Request.Headers, context.HttpContext.Response.Headers);
        return EntityTagHeaderValue.TryParse(told.ETag.ToString(), out var present)
            && EntityTagHeaderValue.TryParseList(asked.IfNoneMatch, out var seen)
            && seen.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(present, useStrongComparison: false))
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
                : answer;
    }
}
