using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Shell;

/// <summary>
/// Stands before everything outside of <c>/api</c>: whatever goes wrong there is said in words with the fitting status, to people on a page and to
/// programs as problem JSON. No page, form or download can be reached past it.
/// </summary>
internal sealed class PageGate(RequestDelegate next, ILogger<PageGate> log)
{
    // What was meant for the file or the record that is not sent.
    private static readonly string[] OfTheAnswer = ["Content-Type", "Content-Length", "Content-Disposition", "Content-Encoding", "ETag", "Last-Modified", "Location"];

    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
            if (IsBare(http.Response))
            {
                await Say(http, Refusal.Bare(http.Response.StatusCode));
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var refusal = Refusal.Of(failure);
            if (refusal is { IsExpected: false, TraceId: null })
            {
                log.LogError(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            }

            await Say(http, refusal);
        }
    }

    /// <summary>Answers with a refusal as whoever asks can read it.</summary>
    public static Task Say(HttpContext http, Refusal refusal)
    {
        foreach (var name in OfTheAnswer)
        {
            http.Response.Headers.Remove(name);
        }

        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return ErrorAnswer.Write(http, refusal);
        }

        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<RefusalPage>(new { Refusal = refusal, Wait = http.Response.Headers.RetryAfter.ToString() }) { StatusCode = refusal.Status }.ExecuteAsync(http);
    }

    private static bool IsBare(HttpResponse response) =>
        response is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0, ContentType: null };
}
