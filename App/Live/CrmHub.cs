using CrmLive.Access;
using CrmLive.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace CrmLive.Live;

/// <summary>Live news for clients that are not our pages, at <c>/hubs/live</c>. They get ids and read for themselves.</summary>
[Authorize]
public sealed class CrmHub(HubClients clients) : Microsoft.AspNetCore.SignalR.Hub
{
    private const int LongestTopic = 100;

    /// <summary>Follows a kind (<c>opportunity</c>) or one record (<c>opportunity/opp_1001</c>). False when the person may not, or there is none.</summary>
    /// <exception cref="HubException">It is no topic at all; the message says how one looks.</exception>
    public Task<bool> Subscribe(string? topic) => clients.Of(Context).Subscribe(Checked(topic));

    /// <exception cref="HubException">It is no topic at all; the message says how one looks.</exception>
    public void Unsubscribe(string? topic) => clients.Of(Context).Unsubscribe(Checked(topic));

    public override Task OnConnectedAsync()
    {
        if (SignedIn.Caller(Context.User, new Origin("hub")) is { } caller)
        {
            clients.Enter(Context, caller);
        }
        else
        {
            Context.Abort();
        }

        return Task.CompletedTask;
    }

    private static string Checked(string? topic) => topic is { Length: > 0 and <= LongestTopic } && !topic.Any(char.IsControl)
        ? topic
        : throw new HubException($"A topic is a kind such as opportunity, or one record such as opportunity/opp_1001, of {LongestTopic} characters at most.");

    public override Task OnDisconnectedAsync(Exception? exception) => clients.Leave(Context);
}

/// <summary>What a client is told: which record changed, to which version, by which event.</summary>
public sealed record HubNews(string Topic, string Id, long Version, string Event);
