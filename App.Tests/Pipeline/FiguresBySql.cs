using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The figures once more, by somebody who read only their definitions: SQL over the transitions that stand, without any of the program's own queries.</summary>
internal static class FiguresBySql
{
    private const string Deals = """
        with standing as (
          select * from stage_changes c where c.takes_back_id is null and not exists (select from stage_changes back where back.takes_back_id = c.id)),
        ways as (
          select d.id, d.amount, d.expected_close, d.lost_reason,
                 min(c.at) as begun, max(c.at) as latest,
                 (array_agg(s.outcome order by c.at desc, c.id desc))[1] as ended,
                 max(s.position) filter (where s.outcome <> 2) as furthest
          from deals d join standing c on c.deal_id = d.id join stages s on s.id = c.to_stage_id
          where d.pipeline_id = {0} and d.deleted_at is null and ({3}::bigint is null or d.owner_id = {3}) and ({4}::bigint is null or d.team_id = {4})
          group by d.id, d.amount, d.expected_close, d.lost_reason),
        term as (select {1}::date as first, {2}::date as last, {5}::date as today),
        flags as (
          select ways.*, first, last,
                 (begun at time zone 'UTC')::date between first and last as opened,
                 ended <> 0 and (latest at time zone 'UTC')::date between first and last as closed,
                 expected_close between first and last and expected_close < today as due,
                 expected_close < today and (ended = 0 or (latest at time zone 'UTC')::date > expected_close) as late
          from ways, term)
        """;

    public static async Task<SqlFigures> Read(CrmDb db, FigureScope scope, CancellationToken ct) => await db.Database.SqlQueryRaw<SqlFigures>(
        Deals + """
        , sums as (
        select count(*) filter (where opened)::int as "Opened",
               count(*) filter (where ended = 0)::int as "Open", coalesce(sum(amount) filter (where ended = 0), 0) as "OpenAmount",
               count(*) filter (where closed and ended = 1)::int as "Won", coalesce(sum(amount) filter (where closed and ended = 1), 0) as "WonAmount",
               count(*) filter (where closed and ended = 2)::int as "Lost", coalesce(sum(amount) filter (where closed and ended = 2), 0) as "LostAmount",
               avg(amount) filter (where closed and ended = 1) as "AverageWon",
               avg(extract(epoch from latest - begun)) filter (where closed and ended = 1)::float8 / 86400 as "CycleDays",
               count(*) filter (where due)::int as "Due", count(*) filter (where due and late)::int as "Slipped",
               avg((ended = 1)::int::float8) filter (where closed) as "WinRate",
               avg(late::int::float8) filter (where due) as "SlipRate"
        from flags)
        select sums.*, "Open" * "AverageWon"::float8 * "WinRate" / nullif("CycleDays", 0) as "VelocityPerDay" from sums
        """,
        Parameters(scope)).SingleAsync(ct);

    public static async Task<IReadOnlyList<SqlStage>> Stages(CrmDb db, FigureScope scope, CancellationToken ct) => await db.Database.SqlQueryRaw<SqlStage>(
        Deals + """
        select s.name as "Stage", count(f.id) filter (where f.furthest >= s.position)::int as "Reached", count(f.id) filter (where f.furthest > s.position)::int as "WentOn",
               avg((f.furthest > s.position)::int::float8) filter (where f.furthest >= s.position) as "Rate"
        from stages s left join flags f on f.opened
        where s.pipeline_id = {0} and s.outcome = 0 and s.deleted_at is null
        group by s.id, s.name, s.position order by s.position
        """,
        Parameters(scope)).ToListAsync(ct);

    public static async Task<IReadOnlyList<SqlReason>> Reasons(CrmDb db, FigureScope scope, CancellationToken ct) => await db.Database.SqlQueryRaw<SqlReason>(
        Deals + """
        select lost_reason as "Reason", count(*)::int as "Deals" from flags where closed and ended = 2 group by lost_reason
        """,
        Parameters(scope)).ToListAsync(ct);

    /// <summary>Where each deal stood at the end of a day, found by looking for its latest transition until then; with the amount of its next one, or the present.</summary>
    public static async Task<SqlPoint> At(CrmDb db, FigureScope scope, DateOnly day, CancellationToken ct) => await db.Database.SqlQueryRaw<SqlPoint>(
        """
        select count(*)::int as "Open", coalesce(sum(coalesce(later.amount, d.amount)), 0) as "Amount"
        from deals d
        cross join lateral (select c.to_outcome from stage_changes c where c.deal_id = d.id and c.at < ({1}::date + 1)::timestamp at time zone 'UTC'
                            order by c.at desc, c.id desc limit 1) stood
        left join lateral (select c.amount from stage_changes c where c.deal_id = d.id and c.at >= ({1}::date + 1)::timestamp at time zone 'UTC'
                           order by c.at, c.id limit 1) later on true
        where d.pipeline_id = {0} and d.deleted_at is null and stood.to_outcome = 0
          and ({2}::bigint is null or d.owner_id = {2}) and ({3}::bigint is null or d.team_id = {3})
        """,
        [scope.Pipeline.Id, day, .. Numbers(scope.OwnerId, scope.TeamId)]).SingleAsync(ct);

    private static object[] Parameters(FigureScope scope) =>
        [scope.Pipeline.Id, scope.Period.From, scope.Period.To, .. Numbers(scope.OwnerId, scope.TeamId), scope.Today];

    private static object[] Numbers(params long?[] numbers) =>
        [.. numbers.Select(number => (object)new Npgsql.NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint, Value = number is { } one ? one : DBNull.Value })];
}

internal sealed record SqlFigures(
    int Opened, int Open, decimal OpenAmount, int Won, decimal WonAmount, int Lost, decimal LostAmount, decimal? AverageWon, double? CycleDays, int Due, int Slipped,
    double? WinRate, double? SlipRate, double? VelocityPerDay);

internal sealed record SqlStage(string Stage, int Reached, int WentOn, double? Rate);

internal sealed record SqlReason(string? Reason, int Deals);

internal sealed record SqlPoint(int Open, decimal Amount);
