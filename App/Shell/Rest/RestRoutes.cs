namespace CrmLive.Shell;

/// <summary>The group that all routes of the REST interface are in, and what they have in common.</summary>
public static class RestRoutes
{
    private static readonly int[] Refusals = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503];

    public static RouteGroupBuilder MapRest(this IEndpointRouteBuilder routes)
    {
        // Who calls is found out by the gate, before routing matters.
        var api = routes.MapGroup(RestCall.Base).AllowAnonymous();
        foreach (var status in Refusals)
        {
            api.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorAnswer), [ErrorAnswer.ContentType]));
        }

        return api;
    }

    /// <summary>A resource under its plural name.</summary>
    public static RouteGroupBuilder MapResource(this RouteGroupBuilder api, string plural) =>
        api.MapGroup("/" + plural).WithTags(char.ToUpperInvariant(plural[0]) + plural[1..]);
}
