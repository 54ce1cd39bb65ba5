namespace CrmLive.Shell;

/// <summary>What pages, routes, files and the command line send for a kind of record: the generic verbs, unless the kind has its own.</summary>
/// <param name="Add">The second is the owner.</param>
/// <param name="Edit">Number, fields, the version seen, and whether another one is refused.</param>
/// <param name="Undo">Number, and the version that the edit made.</param>
public sealed record RecordCommands<T, TFields>(
    Func<TFields, long?, ICommand<long>> Add,
    Func<long, TFields, long?, bool, IEdit> Edit,
    Func<long, long, ICommand<long>> Undo)
    where T : Entity, IRecordOf<TFields>
    where TFields : class
{
    /// <summary>Null for kinds that nobody owns.</summary>
    public Func<long, long?, long?, ICommand<long>>? Assign { get; init; }

    public Func<IReadOnlyList<long>, long?, ICommand<ManyDone>>? AssignMany { get; init; }
}

/// <summary>The generic verbs of kinds that have no others.</summary>
public static class RecordCommands
{
    public static RecordCommands<T, TFields> Plain<T, TFields>()
        where T : Entity, IPlainRecord<T, TFields>
        where TFields : class => new(
            (fields, owner) => new AddRecord<T, TFields>(fields, owner),
            (id, fields, version, isExact) => new EditRecord<T, TFields>(id, fields, version, isExact),
            (id, version) => new UndoRecordEdit<T, TFields>(id, version));

    public static RecordCommands<T, TFields> Owned<T, TFields>(this RecordCommands<T, TFields> commands)
        where T : Entity, IRecordOf<TFields>, IAssigned
        where TFields : class => commands with
        {
            Assign = (id, owner, version) => new AssignRecord<T>(id, owner, version),
            AssignMany = (ids, owner) => new AssignRecords<T>(ids, owner),
        };
}
