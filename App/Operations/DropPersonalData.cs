using System.Diagnostics;
using OpenTelemetry;

namespace CrmLive.Operations;

/// <summary>Takes out of every span what may name a person: what they searched for, where they sit, which browser they use.</summary>
internal sealed class DropPersonalData : BaseProcessor<Activity>
{
    private static readonly string[] Personal =
        ["url.full", "url.query", "client.address", "client.port", "network.peer.address", "network.peer.port", "user_agent.original", "enduser.id"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Personal)
        {
            if (data.GetTagItem(tag) is not null)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
