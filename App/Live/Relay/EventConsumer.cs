using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>
/// A named reader of the event log with a place of its own. It turns events into commands; the relay sends them as the software of the tenant, and the
/// ledger of effects is written in the command's own transaction, so each event has its effect once.
/// </summary>
public abstract class EventConsumer
{
    /// <summary>Stable: it is the key of the stored position. At most 60 characters.</summary>
    public abstract string Name { get; }

    /// <summary>How many events of one tenant a command may take. 1 keeps every effect by itself, more saves commits.</summary>
    public virtual int BatchSize => 1000;

    /// <summary>True when a consumer that is new here begins with the first event ever, false when it begins now.</summary>
    public virtual bool BeginsAtTheBeginning => true;

    public abstract bool Wants(StoredEvent happened);

    /// <summary>The command that has the effect of these events, all of one tenant, in the order of their commits.</summary>
    public abstract ICommand<int> Answer(IReadOnlyList<StoredEvent> events);

    /// <summary>The command that takes back all that the consumer has made in a tenant; null when it cannot be rebuilt.</summary>
    public virtual ICommand<int>? TakeBack() => null;
}
