using System.Collections.Concurrent;
using System.Threading.Channels;
using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.SignalR;

namespace CrmLive.Live;

/// <summary>
/// One client of the hub with what it follows. The policy is asked when it subscribes and again for every message, so that a role, an owner or a
/// session that has changed in between counts at once.
/// </summary>
public sealed class HubClient : IAsyncDisposable
{
    private const int MostTopics = 200;
    private const int MostWaiting = 1_000;

    private readonly HubCallerContext _context;
    private readonly Caller _caller;
    private readonly LiveFeed _feed;
    private readonly Dispatcher _door;
    private readonly ActorDirectory _actors;
    private readonly IClientProxy _client;
    private readonly ConcurrentDictionary<string, IDisposable> _topics = [];
    private readonly Channel<LiveMessage?> _waiting = Channel.CreateBounded<LiveMessage?>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task _delivering;

    internal HubClient(HubCallerContext context, Caller caller, LiveFeed feed, Dispatcher door, ActorDirectory actors, IClientProxy client)
    {
        (_context, _caller, _feed, _door, _actors, _client) = (context, caller, feed, door, actors, client);
        _actors.AccessChanged += CheckAgain;
        _delivering = Deliver();
    }

    public async Task<bool> Subscribe(string? topic)
    {
        if (Read(topic) is not { } wanted || _topics.Count >= MostTopics || !await MayFollow(wanted.Kind, wanted.Id))
        {
            return false;
        }

        var heard = wanted.Id is { } id ? LiveFeed.Topic(wanted.Kind, id) : LiveFeed.Topic(wanted.Kind);
        var subscription = _feed.Subscribe(_caller.TenantId, heard, Hear);
        if (!_topics.TryAdd(heard, subscription))
        {
            subscription.Dispose();
        }

        return true;
    }

    public void Unsubscribe(string? topic)
    {
        if (Read(topic) is { } left && _topics.TryRemove(left.Id is { } id ? LiveFeed.Topic(left.Kind, id) : LiveFeed.Topic(left.Kind), out var subscription))
        {
            subscription.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _actors.AccessChanged -= CheckAgain;
        foreach (var subscription in _topics.Values)
        {
            subscription.Dispose();
        }

        _waiting.Writer.TryComplete();
        await _delivering;
    }

    // "opportunity", "opportunity/opp_1001" or "opportunity/1001".
    private static (RecordKind Kind, long? Id)? Read(string? topic)
    {
        // What a client sends may be nothing at all.
        var parts = topic?.Split('/') ?? [""];
        return RecordKind.Named(parts[0]) is not { } kind ? null
            : parts.Length == 1 ? (kind, null)
            : parts.Length == 2 && RecordId.TryParse(parts[1], kind, out var id) ? (kind, id)
            : null;
    }

    private void Hear(LiveMessage message) => Wait(message);

    // Somebody's access changed in this tenant: a session that has ended must not wait for the next message.
    private void CheckAgain(long tenantId)
    {
        if (tenantId == _caller.TenantId)
        {
            Wait(null);
        }
    }

    // Who cannot keep up is let go: on its return it reads everything again, so nothing is missed.
    private void Wait(LiveMessage? message)
    {
        if (!_waiting.Writer.TryWrite(message))
        {
            _context.Abort();
        }
    }

    private async Task Deliver()
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                if (message is null)
                {
                    await _actors.Find(_caller, CancellationToken.None);
                }
                else if (RecordKind.Named(message.Kind) is { } kind && await MaySee(kind, message.Id))
                {
                    await _client.SendAsync("changed", new HubNews(message.Topic, new RecordId(kind, message.Id).ToString(), message.Version, message.EventType));
                }
            }
            catch (SignedOut)
            {
                _context.Abort();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // What could not be checked or sent is not known to the client: it has to start afresh.
                _context.Abort();
            }
        }
    }

    private async Task<bool> MayFollow(RecordKind kind, long? id)
    {
        try
        {
            return await MaySee(kind, id);
        }
        catch (SignedOut)
        {
            _context.Abort();
            return false;
        }
    }

    private Task<bool> MaySee(RecordKind kind, long? id) => _door.Send(_caller, new MaySee(kind.Name, id));
}
