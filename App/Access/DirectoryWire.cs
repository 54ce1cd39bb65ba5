namespace CrmLive.Access;

/// <summary>The way to the identity provider's own addresses: only protected ones, and one that fails has not answered.</summary>
internal sealed class DirectoryWire(HttpMessageHandler wire) : DelegatingHandler(wire)
{
    public static bool IsSafe(Uri? address) => address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsSafe(request.RequestUri))
        {
            throw new DirectoryFailed("unavailable", "The identity provider points to an address that is not protected.");
        }

        var response = await base.SendAsync(request, cancellationToken);
        return (int)response.StatusCode < 500 ? response : throw new DirectoryFailed("unavailable", $"The identity provider answered {(int)response.StatusCode}.");
    }
}
