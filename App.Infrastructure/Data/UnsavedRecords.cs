using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Events, audit entries and words for the search of the save that is running. A save that fails takes them back, so that a second try does not write them twice.</summary>
internal sealed class UnsavedRecords(CrmDb db)
{
    private readonly List<StoredEvent> _events = [];
    private readonly List<Entity> _rows = [];
    private readonly List<SearchWord> _words = [];
    private AuditEntry? _audit;

    /// <summary>Whether the save deletes a row.</summary>
    public bool Removes { get; set; }

    public bool IsEmpty => _events.Count == 0 && _audit is null;

    public void Add(StoredEvent stored, Entity row)
    {
        db.Entry(stored).State = EntityState.Added;
        _events.Add(stored);
        _rows.Add(row);
    }

    public void Add(AuditEntry entry)
    {
        db.Entry(entry).State = EntityState.Added;
        _audit = entry;
    }

    public void Add(SearchWord word, EntityState state)
    {
        db.Entry(word).State = state;
        _words.Add(word);
    }

    public void Accept()
    {
        db.HasAudited |= _audit is not null;
        db.Uncommitted.AddRange(_events.Select(stored => new CommittedChange(
            db.TenantId, stored.SubjectKind, stored.SubjectId, stored.SubjectVersion, stored.Type, stored.Id, stored.ActorId)));
        _rows.ForEach(row => row.ForgetEvents());
        _words.ForEach(word => db.Entry(word).State = EntityState.Detached);
        Clear();
    }

    public void Discard()
    {
        _events.ForEach(stored => db.Entry(stored).State = EntityState.Detached);
        _words.ForEach(word => db.Entry(word).State = EntityState.Detached);
        if (_audit is not null)
        {
            db.Entry(_audit).State = EntityState.Detached;
        }

        Clear();
    }

    public void Clear()
    {
        _events.Clear();
        _rows.Clear();
        _words.Clear();
        _audit = null;
        Removes = false;
    }
}
