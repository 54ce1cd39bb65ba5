using System.Collections.Concurrent;
using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.SignalR;

namespace CrmLive.Live;

/// <summary>The clients of the hub on this node.</summary>
public sealed class HubClients(IHubContext<CrmHub> hub, LiveFeed feed, Dispatcher door, ActorDirectory actors)
{
    private readonly ConcurrentDictionary<string, HubClient> _clients = [];

    public void Enter(HubCallerContext context, Caller caller)
    {
        var client = new HubClient(context, caller, feed, door, actors, hub.Clients.Client(context.ConnectionId));
        _clients[context.ConnectionId] = client;
    }

    public HubClient Of(HubCallerContext context) =>
        _clients.TryGetValue(context.ConnectionId, out var client) ? client : throw new HubException("The connection is closed.");

    public async Task Leave(HubCallerContext context)
    {
        if (_clients.TryRemove(context.ConnectionId, out var client))
        {
            await client.DisposeAsync();
        }
    }
}
