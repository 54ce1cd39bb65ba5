using System.Diagnostics;
using OpenTelemetry;

namespace CrmLive.Operations;

/// <summary>
/// Takes out of every span what may name a person: what they searched for, where they sit, which browser they use. Statements and their values hold what was
/// typed, and so does what a database says of a value that it refuses.
/// </summary>
internal sealed class DropPersonalData : BaseProcessor<Activity>
{
    private const string Parameters = "db.query.parameter.";

    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal)
    {
        "url.full", "url.query", "client.address", "client.port", "network.peer.address", "network.peer.port", "user_agent.original", "enduser.id",
        "db.query.text", "db.statement", "db.user",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(IsPersonal).ToList())
        {
            data.SetTag(tag, null);
        }

        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }

        if (data.Events.Any(one => one.Tags.Any(tag => tag.Key == "exception.message")))
        {
            Withhold(data);
        }
    }

    // What happened on the way cannot be taken back. The span around it says which failure it was, without its words.
    private static void Withhold(Activity data)
    {
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        data.Parent?.SetTag("db.error.type", data.GetTagItem("error.type"));
    }

    private static bool IsPersonal(string tag) => Personal.Contains(tag) || tag.StartsWith(Parameters, StringComparison.Ordinal);
}
