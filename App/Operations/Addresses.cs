using System.Net;
using System.Net.Sockets;

namespace CrmLive.Operations;

/// <summary>Where the server shall listen, looked at before the database is started.</summary>
internal static class Addresses
{
    public const string Usual = "http://localhost:5080";

    /// <exception cref="StartRefused">One is no address, or somebody else listens there.</exception>
    public static void Check(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Read(url);
            if (!address.IsUnixPipe && !address.IsNamedPipe)
            {
                Probe(url, address);
            }
        }
    }

    private static BindingAddress Read(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= IPEndPoint.MaxPort } address)
            {
                return address;
            }
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new StartRefused($"ASPNETCORE_URLS holds '{url}', which is not an address. It looks like {Usual}.");
    }

    private static void Probe(string url, BindingAddress address)
    {
        using var probe = new TcpListener(IPAddress.TryParse(address.Host, out var host) ? host : IPAddress.Loopback, address.Port);
        try
        {
            probe.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartRefused($"Port {address.Port} is taken by another program. Stop that one, or choose another port with ASPNETCORE_URLS=http://localhost:{address.Port + 1}.");
        }
        catch (SocketException refused)
        {
            throw new StartRefused($"CrmLive cannot listen at {url} ({refused.Message}). Choose another address with ASPNETCORE_URLS, such as {Usual}.");
        }
    }
}
