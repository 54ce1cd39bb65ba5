namespace CrmLive.Imports;

/// <summary>Brings the rows of one batch in, one by one; a row that breaks a rule is left out and remarked on.</summary>
internal sealed class BatchWriter(ImportDesk desk, long importId)
{
    private readonly RecordWriter _records = RecordWriter.For(desk);
    private readonly List<RowRemark> _remarks = [];
    private readonly List<int> _waiting = [];
    private Dictionary<string, KnownSource> _known = [];
    private int _created;
    private int _updated;
    private int _unchanged;

    public async Task<BatchResult> Take(IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        ImportAccess.Demand(desk.Db.Work.Actor, desk.Plan.Kind);
        _known = await new SourceIndex(desk.Db, desk.Plan.System, desk.Plan.Table).Latest([.. rows.Select(row => row.SourceId)], ct);
        var news = rows.Where(row => _known.GetValueOrDefault(row.SourceId)?.Checksum != row.Checksum).ToList();
        if (news.Count > 0)
        {
            await desk.Resolve(news.SelectMany(row => row.Content.Links), ct);
            await _records.Prepare(news, [.. news.Select(row => _known.GetValueOrDefault(row.SourceId)?.RecordId).OfType<long>()], ct);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            await Take(rows[i], i, ct);
        }

        return new BatchResult(_created, _updated, _unchanged, _waiting, _remarks);
    }

    public Task Save(CancellationToken ct)
    {
        // Records that were there before the import keep the time of their change.
        desk.Db.DoneAt = _updated == 0 && desk.Plan.Since is { } since ? new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
        return _records.Save(ct);
    }

    private async Task Take(ImportRow row, int place, CancellationToken ct)
    {
        var known = _known.GetValueOrDefault(row.SourceId);
        if (known?.Checksum == row.Checksum)
        {
            desk.Made(row.SourceId, known.RecordId);
            _unchanged++;
        }
        else if (row.Content.Links.FirstOrDefault(link => !desk.Knows(link)) is { } lost)
        {
            Miss(row, place, lost);
        }
        else
        {
            await Write(row, known, ct);
        }
    }

    private void Miss(ImportRow row, int place, RowLink lost)
    {
        if (lost.Table == desk.Plan.Table && !desk.Plan.IsLastTry)
        {
            _waiting.Add(place);
            return;
        }

        var where = lost.Table is { } table ? $"is no row of {table} that came in" : $"is no {lost.Kind} here";
        Refuse(row, "reference.unknown", $"{lost.Field.Replace('_', ' ')} '{lost.Value}' {where}.");
    }

    private async Task Write(ImportRow row, KnownSource? known, CancellationToken ct)
    {
        try
        {
            var twin = known is null ? _records.Twin(row.Content) : null;
            var id = known?.RecordId ?? twin;
            if (id is { } there)
            {
                await _records.Change(there, row.Content, ct);
                _updated++;
            }
            else
            {
                id = await _records.Add(row.Content, ct);
                _created++;
            }

            if (twin is not null)
            {
                _remarks.Add(new RowRemark(RemarkKind.Noted, desk.Plan.File, row.Line, "record.adopted", $"The {desk.Plan.Kind} was here already and now belongs to this row too."));
            }

            await Remember(row, id.Value, known, ct);
        }
        catch (RuleBroken broken)
        {
            Refuse(row, broken.Code, broken.Message);
        }
    }

    private async Task Remember(ImportRow row, long id, KnownSource? known, CancellationToken ct)
    {
        desk.Made(row.SourceId, id);
        if (desk.Rehearsal is null)
        {
            var key = new SourceKey(desk.Plan.System, desk.Plan.Table, row.SourceId);
            desk.Keep(new SourceRecord(
                await desk.NextId(ct), importId, key, (known?.Revision ?? 0) + 1, new RecordId(desk.Plan.Kind, id), row.Checksum, row.Payload));
        }
    }

    private void Refuse(ImportRow row, string code, string message) =>
        _remarks.Add(new RowRemark(RemarkKind.Refused, desk.Plan.File, row.Line, code, message));
}
