using CrmLive.Access;

namespace CrmLive.Shell.Downloads;

/// <summary>A column of an exported list.</summary>
/// <param name="Cell">Text, a number, a day, an instant, yes or no, or nothing.</param>
/// <param name="Fields">The hideable fields that it shows; who may not see one of them gets no such column.</param>
public sealed record SheetColumn<TRow>(string Head, Func<TRow, object?> Cell, params string[] Fields)
{
    public bool IsFor(Me me) => !Fields.Any(me.IsHidden);
}
