using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace CrmLive.LocalPostgres;

/// <summary>The port of a cluster: remembered, else derived from its folder, so that two homes hardly ever want the same one.</summary>
internal static class LoopbackPort
{
    // Below the range from which systems take the ports of outgoing connections: the server must get its own one back after a crash.
    private const int First = 15432;
    private const int Count = 16000;

    public static async Task<int> Choose(Place place, CancellationToken ct)
    {
        var derived = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(place.Root)));
        var candidates = Enumerable.Range(0, Count).Select(step => First + (int)((derived + step) % Count));
        var port = (await Remembered(place, ct) is { } remembered ? candidates.Prepend(remembered) : candidates).First(IsFree);
        await FileModes.Write(place.PortFile, port.ToString(CultureInfo.InvariantCulture), FileModes.Readable, ct);
        return port;
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<int?> Remembered(Place place, CancellationToken ct) =>
        File.Exists(place.PortFile)
        && int.TryParse(await File.ReadAllTextAsync(place.PortFile, ct), CultureInfo.InvariantCulture, out var port)
        && port is > 1023 and <= IPEndPoint.MaxPort
            ? port
            : null;
}
