using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>A kind of work, registered by the slice that does it. It turns items into a command; the queue sends it as the software of the tenant.</summary>
public abstract class WorkKind
{
    /// <summary>Stable: it stands in every item. At most 60 characters.</summary>
    public abstract string Name { get; }

    /// <summary>How many items of one tenant a command may take. 1 keeps every effect by itself, more saves commits.</summary>
    public virtual int BatchSize => 1;

    /// <summary>
    /// It has effects outside of the database, or takes long. Then no transaction is open meanwhile, and a crash between the effect and the end of the item repeats the
    /// effect; otherwise effect and end are one.
    /// </summary>
    public virtual bool CallsOutside => false;

    /// <summary>The command that does these items, all of one tenant.</summary>
    public abstract ICommand<int> Answer(IReadOnlyList<ClaimedWork> items);

    /// <summary>How often what failed like this is tried, and how long it rests.</summary>
    public virtual BackOff BackOffFor(FailureClass failure) => BackOff.Of(failure);

    /// <summary>What kind of failure it was.</summary>
    public virtual FailureClass ClassOf(Exception failure) =>
        Outage.Is(failure) || Outage.IsConflict(failure) || failure is TimeoutException or IOException or HttpRequestException or StaleVersion or KeyConflict ? FailureClass.Passing
        : Refusal.Of(failure) is { IsExpected: true, Status: not 499 } ? FailureClass.Refused
        : FailureClass.Defect;
}
