namespace CrmLive.Shell;

/// <summary>Addresses of the web as people type them.</summary>
internal static class WebLink
{
    /// <summary>Where a click leads; null for what is no address of the web, such as <c>javascript:</c>.</summary>
    public static string? Of(string typed) =>
        Uri.TryCreate(typed.Contains("://", StringComparison.Ordinal) ? typed : $"https://{typed}", UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri.AbsoluteUri : null;
}
