using CrmLive.Access;

namespace CrmLive.Shell.Downloads;

/// <summary>A column of an exported list.</summary>
/// <param name="Cell">Text, a number, a day, an instant, yes or no, or nothing.</param>
/// <param name="Field">The hideable field that it shows; who may not see it gets no such column.</param>
public sealed record SheetColumn<TRow>(string Head, Func<TRow, object?> Cell, string? Field = null)
{
    public bool IsFor(Me me) => Field is null || !me.IsHidden(Field);
}
