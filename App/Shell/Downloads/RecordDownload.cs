namespace CrmLive.Shell.Downloads;

/// <summary>The list of a kind of record as a file: all its fields but long texts, an amount with its currency beside it.</summary>
internal static class RecordDownload
{
    public static IEndpointRouteBuilder MapRecordExport<T>(this IEndpointRouteBuilder routes)
        where T : Entity, IKept
    {
        var type = RecordTypes.Of<T>();
        var columns = Columns(type).ToList();
        return routes.MapDownload($"/{type.Path}/export.{{format}}", (string format, HttpContext http, Dispatcher door) =>
        {
            var asked = RecordAddress.Of(type, http.Request.QueryString.Value ?? "").Request<T>() with { Take = Page<RecordRow>.Most };
            var note = new ExportRecords<T>(http.Request.Path + http.Request.QueryString);
            return new SheetDownload<RecordRow>(type.Path, note, cursor => asked with { Cursor = cursor }, columns).Write(http, door, format);
        });
    }

    private static IEnumerable<SheetColumn<RecordRow>> Columns(RecordType type)
    {
        yield return new("id", row => new RecordId(type.Kind, row.Id).ToString());
        yield return new("name", row => row.Name);
        foreach (var column in type.Fields.Where(field => field is { IsName: false, Family: not FieldFamily.LongText }).SelectMany(field => Columns(type, field)))
        {
            yield return column;
        }

        if (type.IsOwned)
        {
            yield return new("owner", row => row.Owner);
        }

        yield return new("changed_at", row => row.ChangedAt);
    }

    private static IEnumerable<SheetColumn<RecordRow>> Columns(RecordType type, RecordField field)
    {
        string[] hidden = type.HideableName(field) is { } name ? [name] : [];
        yield return new(field.Key, row => row[field.Key] switch { Money money => money.Amount, RecordLink link => link.Name, var value => value }, hidden);
        if (field.CurrencyKey is { } currency)
        {
            yield return new(currency, row => row[field.Key] is Money money ? money.Currency : null, hidden);
        }
    }
}
