using CrmLive.Access;

namespace CrmLive.Shell;

/// <summary>Puts a kind of record into navigation, palette, pickers and pages.</summary>
public static class RecordModule
{
    /// <param name="create">What makes a record of a name that a picker does not find.</param>
    /// <param name="item">Where it stands in the navigation; address, drawing, permission and words come from the kind.</param>
    public static IServiceCollection AddRecord<T, TFields>(this IServiceCollection services, RecordCommands<T, TFields> commands, NavItem item, Func<string, ICommand<long>>? create = null)
        where T : Entity, IRecordOf<TFields>
        where TFields : class
    {
        var type = RecordTypes.Of<T>();
        var (kind, one) = (type.Kind, type.Label.ToLowerInvariant());
        services.AddSingleton(commands);
        services.AddSingleton(item with { Label = type.Plural, Href = $"/{type.Path}", Icon = kind.Name, Permission = $"{kind.Name}.read", Words = type.Words });
        services.AddSingleton(new PaletteAction($"New {one}", $"/{type.Path}?new=1", "plus", $"{kind.Name}.create", $"add create {type.Words}"));
        services.AddSingleton(new RecordPlace(kind, $"/{type.Path}"));
        services.AddSingleton(new RecordTab(kind, "History", typeof(RecordHistoryTab<T>), $"{kind.Name}.read", 90));
        services.AddSingleton(new HitSource(kind, kind.Name, $"{kind.Name}.read", text => new FindRecords<T>(text)) { Create = create });
        return services;
    }

    /// <summary>The same for a kind that people own: when one leaves, somebody else takes their records over.</summary>
    public static IServiceCollection AddOwnedRecord<T, TFields>(this IServiceCollection services, RecordCommands<T, TFields> commands, NavItem item, Func<string, ICommand<long>>? create = null)
        where T : Entity, IRecordOf<TFields>, IAssigned
        where TFields : class
    {
        var type = RecordTypes.Of<T>();
        services.AddSingleton<HeldRecords>(new HeldRecords<T>(type.Label.ToLowerInvariant(), type.Path, db => db.Set<T>(), (record, owner, team) => record.AssignTo(owner, team)));
        return services.AddRecord(commands.Owned(), item, create);
    }
}
