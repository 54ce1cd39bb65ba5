using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>
/// While the database or the disk is away, whatever asks gets 503 and when to ask again: people a page that does so by itself, machines the one error shape. Comes
/// before all that asks the database, signing in included.
/// </summary>
public static class OutageAnswer
{
    private const string Page = $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="{ErrorAnswer.RetryAfter}">
            <title>Not available at the moment</title>
        </head>
        <body>
            <h1>Not available at the moment</h1>
            <p>The database cannot be reached, and nothing was changed. This page tries again by itself every {ErrorAnswer.RetryAfter} seconds.</p>
        </body>
        </html>
        """;

    public static IApplicationBuilder UseOutageAnswer(this IApplicationBuilder app)
    {
        var outages = app.ApplicationServices.GetRequiredService<Outages>();
        return app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested && outages.Heard(failure))
            {
                await Write(http, failure);
            }
        });
    }

    /// <summary>Marks an answer that is written all the same as one of an outage.</summary>
    public static void Mark(HttpContext http, Exception failure)
    {
        if (!http.Response.HasStarted && Outage.Is(failure))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = ErrorAnswer.RetryAfter;
        }
    }

    private static Task Write(HttpContext http, Exception failure)
    {
        http.Response.Headers.Remove("Set-Cookie");
        http.Response.Headers.ContentDisposition = default;
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return ErrorAnswer.Write(http, Refusal.Of(failure));
        }

        Mark(http, failure);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Page, http.RequestAborted);
    }
}
