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
        var news = rows.Where(row => !IsSettled(row, _known.GetValueOrDefault(row.SourceId))).ToList();
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
        if (IsSettled(row, known))
        {
            desk.Made(row.SourceId, known!.RecordId);
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

    // A row that says what it said before changes nothing; unless it is to win over what was changed here since.
    private bool IsSettled(ImportRow row, KnownSource? known) => known?.Checksum == row.Checksum && !desk.Plan.Overwrites;

    private void Miss(ImportRow row, int place, RowLink lost)
    {
        if (lost.Table == desk.Plan.Table && !desk.Plan.IsLastTry)
        {
            _waiting.Add(place);
            return;
        }

        var said = $"{lost.Field.Replace('_', ' ')} '{lost.Value}'";
        if (desk.IsShared(lost))
        {
            Refuse(row, "reference.ambiguous", $"{said}: two {lost.Kind}s or more have this {lost.By}. Rename one, or point at it by a table and its id.");
            return;
        }

        Refuse(row, "reference.unknown", lost.Table is { } table ? $"{said} is no row of {table} that came in." : $"{said} is no {lost.Kind} here.");
    }

    private async Task Write(ImportRow row, KnownSource? known, CancellationToken ct)
    {
        try
        {
            var twin = known is null ? _records.Twin(row.Content) : null;
            if ((known?.RecordId ?? twin) is { } there)
            {
                await Change(row, there, known, ct);
            }
            else
            {
                var id = await _records.Add(row.Content, ct);
                _created++;
                await Remember(row, id, revision: 1, _records.Values(id), ct);
            }

            if (twin is not null)
            {
                Note(row, "record.adopted", $"The {desk.Plan.Kind} was here already and now belongs to this row too.");
            }
        }
        catch (RuleBroken broken)
        {
            Refuse(row, broken.Code, broken.Message);
        }
    }

    private async Task Change(ImportRow row, long id, KnownSource? known, CancellationToken ct)
    {
        var merge = new FieldMerge(desk.Plan.Carried, known?.Values, desk.Plan.Overwrites);
        await _records.Change(id, row.Content, merge, ct);
        foreach (var kept in merge.Kept)
        {
            Note(row, "field.kept", $"{kept.Field.Replace('_', ' ')} stays {Show(kept.Field, kept.Here)}, as it was changed here; the file says {Show(kept.Field, kept.Said)}.");
        }

        if (known?.Checksum == row.Checksum && !merge.IsChange)
        {
            desk.Made(row.SourceId, id);
            _unchanged++;
            return;
        }

        _updated++;
        await Remember(row, id, (known?.Revision ?? 0) + 1, merge.After(_records.Values(id)), ct);
    }

    private async Task Remember(ImportRow row, long id, int revision, WrittenValues written, CancellationToken ct)
    {
        desk.Made(row.SourceId, id);
        if (desk.Rehearsal is null)
        {
            var key = new SourceKey(desk.Plan.System, desk.Plan.Table, row.SourceId);
            var said = new SourceContent(row.Checksum, row.Payload, written.ToJson());
            desk.Keep(new SourceRecord(await desk.NextId(ct), importId, key, revision, new RecordId(desk.Plan.Kind, id), said));
        }
    }

    private string Show(string field, string? value) => value is null ? "blank" : $"'{_records.Show(field, value)}'";

    private void Note(ImportRow row, string code, string message) =>
        _remarks.Add(new RowRemark(RemarkKind.Noted, desk.Plan.File, row.Line, code, message));

    private void Refuse(ImportRow row, string code, string message) =>
        _remarks.Add(new RowRemark(RemarkKind.Refused, desk.Plan.File, row.Line, code, message));
}
