using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Audit;

/// <summary>Who did what, newest first, page by page.</summary>
/// <param name="Who">Part of the name of a person or of a part of the software.</param>
/// <param name="What">Part of the name of a command.</param>
/// <param name="Record">Id of the record that it was done to, such as opp_1001.</param>
/// <param name="Outcome"><c>done</c> or <c>denied</c>.</param>
/// <param name="Text">Part of a reason, an address or a trace id. Values of fields are not searched, because roles may hide them; neither are reasons where they may repeat one.</param>
/// <param name="Cursor">From the page before.</param>
[Needs("audit.read")]
public sealed record ListAudit(
    string? Who = null,
    string? What = null,
    string? Record = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    string? Outcome = null,
    string? Text = null,
    string? Cursor = null,
    int Take = 50) : IQuery<Page<AuditRow>>;

/// <param name="Channel">page, rest, hub, cli or worker.</param>
public sealed record AuditRow(long Id, DateTimeOffset At, string Actor, string Action, string Channel, string Outcome)
{
    public string? Permission { get; init; }

    public string? SubjectKind { get; init; }

    public long? SubjectId { get; init; }

    public string? Address { get; init; }

    public string? Reason { get; init; }

    /// <summary>The event that the software answered.</summary>
    public long? CausationId { get; init; }

    public string TraceId { get; init; } = "";

    public IReadOnlyList<AuditedRow> Changes { get; init; } = [];

    /// <summary>The record that it was done to, when it was done to one.</summary>
    public RecordId? RecordId() => SubjectId is { } number && RecordKind.Named(SubjectKind ?? "") is { } kind ? new RecordId(kind, number) : null;
}

/// <summary>What was done to one row.</summary>
/// <param name="Verb">created, updated, deleted, restored or removed.</param>
public sealed record AuditedRow(string Kind, long Id, string Verb, IReadOnlyList<FieldChange> Fields);

file sealed class Rules : AbstractValidator<ListAudit>
{
    public Rules()
    {
        RuleFor(list => list.Take).InclusiveBetween(1, Page<AuditRow>.Most).WithMessage($"A page has 1 to {Page<AuditRow>.Most} rows.");
        RuleFor(list => list.Who).SearchText();
        RuleFor(list => list.What).SearchText();
        RuleFor(list => list.Text).SearchText();
        RuleFor(list => list.Outcome).Must(outcome => outcome is null or AuditTrail.Done or AuditTrail.Denied).WithMessage("The outcome is done or denied.");
        RuleFor(list => list.Record).Must(record => string.IsNullOrWhiteSpace(record) || RecordId.TryParse(record.Trim(), out _))
            .WithMessage("Give the record by its id, such as opp_1001.");
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListAudit, Page<AuditRow>>
{
    public async Task<Page<AuditRow>> Handle(ListAudit request, CancellationToken cancellationToken)
    {
        var entries = await Newest(Wanted(request), Cursor<DateTimeOffset>.Read(request.Cursor))
            .Take(request.Take + 1)
            .ToListAsync(cancellationToken);
        var rows = await AuditRows.Of(db, entries, cancellationToken);
        return Page<AuditRow>.Of(rows, request.Take, row => row.At, row => row.Id);
    }

    private static IQueryable<AuditEntry> Newest(IQueryable<AuditEntry> entries, Cursor<DateTimeOffset>? after)
    {
        if (after is not null)
        {
            var (at, id) = (after.Value.ToUniversalTime(), after.Id);
            entries = entries.Where(entry => entry.At <= at && (entry.At < at || entry.Id < id));
        }

        return entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id);
    }

    private IQueryable<AuditEntry> Wanted(ListAudit request)
    {
        var entries = db.AuditEntries.AsNoTracking()
            .Holding(entry => entry.ActorName, request.Who)
            .Holding(entry => entry.Action, request.What);
        entries = AuditRows.MayFindReasons(db.Work.Actor)
            ? entries.Holding(entry => entry.Reason + " " + entry.Address + " " + entry.TraceId, request.Text)
            : entries.Holding(entry => entry.Address + " " + entry.TraceId, request.Text);
        if (RecordId.TryParse(request.Record?.Trim(), out var record))
        {
            entries = entries.Where(entry => entry.SubjectKind == record.Value.Kind.Name && entry.SubjectId == record.Value.Number);
        }

        if (request.Outcome is { } outcome)
        {
            entries = entries.Where(entry => entry.Outcome == outcome);
        }

        return Between(entries, request.From?.ToUniversalTime(), request.Until?.ToUniversalTime());
    }

    private static IQueryable<AuditEntry> Between(IQueryable<AuditEntry> entries, DateTimeOffset? from, DateTimeOffset? until)
    {
        entries = from is null ? entries : entries.Where(entry => entry.At >= from);
        return until is null ? entries : entries.Where(entry => entry.At < until);
    }
}
