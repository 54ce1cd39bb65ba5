using CrmLive.Shell;

namespace CrmLive.Imports;

/// <summary>Reads one table as a stream and sends it on in batches; while one is being written, the next is read.</summary>
internal sealed class TableImport
{
    private readonly Dispatcher _door;
    private readonly ImportJob _job;
    private readonly TableMap _table;
    private readonly RowMapper _mapper;
    private readonly DelimitedFile _file;
    private readonly BatchPlan _plan;
    private readonly SeenRows _seen = new();
    private readonly List<ImportRow> _waiting = [];
    private readonly List<(string Id, int Line)> _expected = [];
    private Task _writing = Task.CompletedTask;

    public TableImport(Dispatcher door, ImportJob job, TableMap table)
    {
        (_door, _job, _table) = (door, job, table);
        _mapper = new RowMapper(job.Map, table);
        _file = new DelimitedFile(Path.Combine(job.Folder, table.File), job.Limits, table.Encoding, table.Delimiter);
        _plan = new BatchPlan(job.Map.System, table.Name, table.File, EntityShape.All[table.Entity].Kind)
        {
            Carried = [.. table.Fields.Keys, "stage"],
            Overwrites = job.Overwrites || table.Overwrite,
            Pipeline = job.Map.Pipeline,
            Since = job.Map.Since,
            ForEvaluation = job.ForEvaluation,
        };
    }

    public TableMap Map => _table;

    /// <exception cref="RuleBroken">The file is missing, or a column of it that the map reads.</exception>
    public async Task CheckHeading(CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(_job.Folder, _table.File)))
        {
            throw new RuleBroken("file.missing", $"The folder has no file {_table.File}, which table '{_table.Name}' reads.");
        }

        var heading = await _file.Heading(ct);
        if (_mapper.Used().FirstOrDefault(column => !heading.Contains(column)) is { } missing)
        {
            throw new RuleBroken("file.column", $"{_table.File} has no column '{missing}', which table '{_table.Name}' reads. It has {string.Join(", ", heading)}.");
        }
    }

    public async Task Run(ImportLedger ledger, CancellationToken ct)
    {
        var batch = new Batch();
        Tell(await _file.Format(ct), batch, ledger);
        try
        {
            await foreach (var row in _file.Rows(ct))
            {
                Read(row, batch, ledger);
                if (batch.IsFull(_job.Limits.Batch))
                {
                    await Send(batch, _plan, ledger, ct);
                    batch = new Batch();
                }
            }

            await Send(batch, _plan, ledger, ct);
        }
        finally
        {
            await _writing;
        }

        await SendWaiting(ledger, ct);
    }

    /// <summary>Says which records none of the rows points at that should.</summary>
    public async Task NoteUnused(ImportLedger ledger, CancellationToken ct)
    {
        var batch = new Batch();
        batch.Remarks.AddRange(_expected.Where(row => !ledger.IsPointedAt(_table, row.Id)).Select(row => new RowRemark(
            RemarkKind.Noted, _table.File, row.Line, "record.unused", $"No row of {string.Join(" or ", _table.ExpectedIn)} points at {_table.Entity} '{row.Id}'.")));
        if (batch.Remarks.Count > 0)
        {
            await Send(batch, _plan, ledger, ct);
            await _writing;
        }
    }

    private void Tell(FileFormat format, Batch batch, ImportLedger ledger)
    {
        var (counts, encoding) = (ledger.Of(_table), format.Encoding);
        (counts.Encoding, counts.EncodingEvidence, counts.Delimiter) = (encoding.Name, encoding.Evidence, format.Delimiter);
        if (!encoding.IsSure)
        {
            batch.Remarks.Add(new RowRemark(
                RemarkKind.Noted, _table.File, 1, "file.encoding", $"The file was read as {encoding.Name}: {encoding.Evidence}. If letters look wrong, name its encoding in the map."));
        }
    }

    private void Read(SourceRow source, Batch batch, ImportLedger ledger)
    {
        batch.Read++;
        var (row, remarks) = _mapper.Map(source);
        if (row is null)
        {
            batch.Remarks.AddRange(remarks);
            return;
        }

        if (!_seen.Add(row.SourceId))
        {
            Repeat(row, batch, ledger);
            return;
        }

        batch.Remarks.AddRange(remarks);
        batch.Rows.Add(row);
        ledger.Point(_table.Name, row.Content.Links);
        if (_table.ExpectedIn.Count > 0)
        {
            _expected.Add((row.SourceId, row.Line));
        }
    }

    private void Repeat(ImportRow row, Batch batch, ImportLedger ledger)
    {
        if (_table.Distinct)
        {
            ledger.Of(_table).Repeated++;
        }
        else
        {
            batch.Remarks.Add(new RowRemark(RemarkKind.Refused, _table.File, row.Line, "row.repeated", $"An earlier row has the id '{row.SourceId}' too; the first one counts."));
        }
    }

    // The batch before must be through, because rows of this one may point at its rows.
    private async Task Send(Batch batch, BatchPlan plan, ImportLedger ledger, CancellationToken ct)
    {
        await _writing;
        _writing = Write(batch, plan, ledger, ct);
    }

    private async Task Write(Batch batch, BatchPlan plan, ImportLedger ledger, CancellationToken ct)
    {
        var counts = ledger.Of(_table);
        if (!batch.IsAgain && _job.Track?.Passes(batch.Read) == true)
        {
            // Rows that point at rows of their own table may have been waiting.
            counts.Count(batch.Read, BatchResult.None);
            _waiting.AddRange(batch.Rows.Where(row => !plan.IsLastTry && row.Content.Links.Any(link => link.Table == _table.Name)));
            return;
        }

        var remarks = ledger.Remark(_table, batch.Remarks);
        var result = ledger.ImportId is { } id
            ? await _door.Send(_job.Caller, new ImportBatch(id, plan, batch.Read, batch.Rows, remarks) { Mark = _job.Track?.Mark(id, _table.Name, batch.Read, batch.IsAgain) }, ct)
            : await _door.Send(_job.Caller, new RehearseBatch(plan, batch.Rows, ledger.Rehearsal), ct);
        ledger.Remark(_table, result.Remarks);
        counts.Count(batch.Read, result);
        _waiting.AddRange(result.Waiting.Select(place => batch.Rows[place]));
        if (_waiting.Count > _job.Limits.Waiting)
        {
            throw new RuleBroken("import.waiting", $"More than {_job.Limits.Waiting} rows of {_table.File} point at rows that come later. Sort the file, so that a row stands behind those it points at.");
        }

        _job.Progress?.Invoke(_table.Name, counts.Rows);
    }

    // Round after round, as long as a round brings some of them in; what is left then points at nothing.
    private async Task SendWaiting(ImportLedger ledger, CancellationToken ct)
    {
        for (var isLastTry = false; _waiting.Count > 0;)
        {
            var rows = _waiting.ToList();
            _waiting.Clear();
            foreach (var some in rows.Chunk(_job.Limits.Batch))
            {
                await Send(new Batch(some), _plan with { IsLastTry = isLastTry }, ledger, ct);
            }

            await _writing;
            isLastTry = _waiting.Count == rows.Count;
        }
    }

    private sealed class Batch(IEnumerable<ImportRow>? rows = null)
    {
        public List<ImportRow> Rows { get; } = [.. rows ?? []];

        public List<RowRemark> Remarks { get; } = [];

        /// <summary>Its rows were sent before and had to wait.</summary>
        public bool IsAgain => rows is not null;

        public int Read { get; set; }

        public bool IsFull(int size) => Rows.Count >= size || Remarks.Count >= 2 * size;
    }
}
