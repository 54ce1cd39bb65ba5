namespace CrmLive.Shell;

/// <summary>A record that was found by name or number; pickers and the palette show it.</summary>
/// <param name="Note">What tells it from others of the same name.</param>
public sealed record Hit(long Id, string Label, string? Note, string Href);

/// <summary>A kind of record that the palette finds by name or number; a slice registers one.</summary>
/// <param name="Permission">Who lacks it is not asked for.</param>
/// <param name="Find">The question for what somebody typed.</param>
public sealed record HitSource(RecordKind Kind, string Icon, string Permission, Func<string, IQuery<IReadOnlyList<Hit>>> Find)
{
    /// <summary>What makes a record of a name that is not there yet; null where a name is not enough.</summary>
    public Func<string, ICommand<long>>? Create { get; init; }
}
