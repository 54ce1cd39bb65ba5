using CrmLive.Shell;

namespace CrmLive.Hub;

/// <summary>Another site can make a browser send our cookie. It cannot make the browser say that the request came from us.</summary>
internal static class SameOrigin
{
    /// <summary>Lets a caller with a cookie through when the browser says that one of our own pages asks.</summary>
    /// <exception cref="AccessDenied">It says otherwise, or does not say so before a write.</exception>
    public static Caller? Check(HttpContext http, Caller? caller)
    {
        if (caller is null)
        {
            return null;
        }

        var request = http.Request;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var isOurs = origin.Length > 0 ? origin == $"{request.Scheme}://{request.Host}" : site is "same-origin";
        var isForeign = (origin.Length > 0 && !isOurs) || site is "cross-site" or "same-site";
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return isRead ? !isForeign ? caller : throw Denied() : isOurs && !isForeign ? caller : throw Denied();
    }

    private static AccessDenied Denied() =>
        new("This request comes from another site than the page that you are signed in on. Use an API key for programs.");
}
