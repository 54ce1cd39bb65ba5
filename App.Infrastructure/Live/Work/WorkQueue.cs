using CrmLive.Data;

namespace CrmLive.Live;

/// <summary>How a slice wishes that something be done.</summary>
public static class WorkQueue
{
    /// <summary>Adds the wish to the unit of work; it is saved with the change that wants it, and the queue is woken after the commit.</summary>
    public static void Wish(this CrmDb db, WorkPut put)
    {
        put.GoBackTo(db.Work.Cause);
        db.WorkPuts.Add(put);
        db.HasPutWork = true;
    }
}
