using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CrmLive.Bench;

/// <summary>One connection that is kept: it costs next to nothing beside the server that shares the machine with it.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[512 * 1024];

    private LoadClient()
    {
    }

    public static async Task<LoadClient> Connect(Uri site)
    {
        var client = new LoadClient();
        await client._socket.ConnectAsync(site.Host, site.Port);
        return client;
    }

    public static byte[] Request(string method, string path, string? key = null, string? json = null) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
        + (key is null ? "" : $"Authorization: Bearer {key}\r\n")
        + (json is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n")
        + $"\r\n{json}");

    /// <summary>Sends and reads the whole answer; the text is valid until the next request.</summary>
    public async Task<ReadOnlyMemory<byte>> Ask(byte[] request)
    {
        await _socket.SendAsync(request);
        var filled = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            filled += read > 0 ? read : throw new IOException("The server closed the connection.");
            if (IsWhole(_buffer.AsSpan(0, filled)))
            {
                return _buffer[8..13].AsSpan().IndexOf(" 20"u8) >= 0
                    ? _buffer.AsMemory(0, filled)
                    : throw new IOException(Encoding.UTF8.GetString(_buffer.AsSpan(0, filled)));
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        var head = text.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = text[..head].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return text.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var number = text[(length + 16)..(head + 2)];
        return text.Length >= head + 4 + int.Parse(number[..number.IndexOf("\r\n"u8)], CultureInfo.InvariantCulture);
    }
}
