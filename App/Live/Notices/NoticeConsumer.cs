using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>Tells people at the bell what has happened to what is theirs. What was there before it came here is not news.</summary>
public sealed class NoticeConsumer(IEnumerable<NoticeSource> sources) : EventConsumer
{
    public override string Name => "notifications";

    public override bool BeginsAtTheBeginning => false;

    public override bool Wants(StoredEvent happened) => happened.ActorId is not null && sources.Any(source => source.Wants(happened));

    public override ICommand<int> Answer(IReadOnlyList<StoredEvent> events) => new TellPeople(events);
}
