namespace CrmLive;

/// <summary>A record with a name, which goes to the bin before it goes for good.</summary>
public interface IKept : ISearched, ISoftDeleted
{
    /// <summary>What the record is ordered by; see <see cref="NameFold"/>.</summary>
    string NameKey { get; }

    void Delete(DateTimeOffset now);

    void Restore();
}

/// <summary>A record that is given to people.</summary>
public interface IAssigned : IOwned
{
    void AssignTo(long? ownerId, long? teamId);
}

/// <summary>A record that is edited as a whole: what a person may type about it, and back.</summary>
public interface IRecordOf<TFields> : IKept
    where TFields : class
{
    TFields Fields();

    /// <exception cref="RuleBroken">Nothing is changed.</exception>
    void Edit(TFields fields);
}

/// <summary>A record that is added and edited without further rules than its own; the kit has the verbs.</summary>
public interface IPlainRecord<TSelf, TFields> : IRecordOf<TFields>
    where TSelf : IPlainRecord<TSelf, TFields>
    where TFields : class
{
    /// <param name="ownerId">Null also for kinds that nobody owns.</param>
    static abstract TSelf Create(long id, TFields fields, long? ownerId, long? teamId);
}

/// <summary>What every kind of record has.</summary>
public abstract class Record<TFields> : Entity, IRecordOf<TFields>
    where TFields : class
{
    protected Record()
    {
    }

    protected Record(long id)
        : base(id)
    {
    }

    public abstract RecordKind Kind { get; }

    public string NameKey { get; protected set; } = "";

    public DateTimeOffset? DeletedAt { get; private set; }

    public abstract TFields Fields();

    public abstract void Edit(TFields fields);

    public abstract IEnumerable<SearchedText> SearchedTexts();

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public void Restore() => DeletedAt = null;
}

/// <summary>A record that belongs to a person and a team.</summary>
public abstract class OwnedRecord<TFields> : Record<TFields>, IAssigned
    where TFields : class
{
    protected OwnedRecord()
    {
    }

    protected OwnedRecord(long id, long? ownerId, long? teamId)
        : base(id) => (OwnerId, TeamId) = (ownerId, teamId);

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public void AssignTo(long? ownerId, long? teamId) => (OwnerId, TeamId) = (ownerId, teamId);
}
