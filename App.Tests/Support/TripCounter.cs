using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CrmLive.Support;

/// <summary>Stands between a client and PostgreSQL and counts round trips: how often the client speaks while no answer is outstanding.</summary>
public sealed class TripCounter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private int _trips;

    public TripCounter(string address)
    {
        _server = new NpgsqlConnectionStringBuilder(address);
        _listener.Start();
        Address = new NpgsqlConnectionStringBuilder(address)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        _accepting = Accept();
    }

    /// <summary>The same database by way of this counter.</summary>
    public string Address { get; }

    /// <summary>Round trips that an action costs.</summary>
    public async Task<int> Count(Func<Task> action)
    {
        var before = Volatile.Read(ref _trips);
        await action();
        return Volatile.Read(ref _trips) - before;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server.Host!, _server.Port, _stop.Token);
            // Signing in is not counted: it is outstanding from the start.
            var outstanding = 1;
            var isSpeaking = false;
            var asked = new Messages(startsWithUntyped: true, type =>
            {
                if (type is 'p' or 'X')
                {
                    return;
                }

                // Sync and Query end what the client says, and ReadyForQuery the answer.
                if (!isSpeaking && Volatile.Read(ref outstanding) == 0)
                {
                    Interlocked.Increment(ref _trips);
                }

                isSpeaking = type is not ('S' or 'Q');
                if (!isSpeaking)
                {
                    Interlocked.Increment(ref outstanding);
                }
            });
            var answered = new Messages(startsWithUntyped: false, type =>
            {
                if (type == 'Z')
                {
                    Interlocked.Decrement(ref outstanding);
                }
            });
            await Task.WhenAny(
                Pump(client.GetStream(), server.GetStream(), asked),
                Pump(server.GetStream(), client.GetStream(), answered));
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, Messages messages)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is var read and > 0)
            {
                messages.Take(buffer.AsSpan(0, read));
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // One of the two has hung up.
        }
    }

    /// <summary>Cuts one direction of the protocol into messages: a type, a length that counts itself, a body.</summary>
    private sealed class Messages(bool startsWithUntyped, Action<char> onMessage)
    {
        private readonly byte[] _head = new byte[5];
        private int _headRead = startsWithUntyped ? 1 : 0;
        private int _bodyLeft;
        private bool _isUntyped = startsWithUntyped;

        public void Take(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                Take(value);
            }
        }

        private void Take(byte value)
        {
            if (_bodyLeft > 0)
            {
                _bodyLeft--;
                return;
            }

            _head[_headRead++] = value;
            if (_headRead == 5)
            {
                _bodyLeft = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(1)) - 4;
                _headRead = 0;
                if (!_isUntyped)
                {
                    onMessage((char)_head[0]);
                }

                _isUntyped = false;
            }
        }
    }
}
