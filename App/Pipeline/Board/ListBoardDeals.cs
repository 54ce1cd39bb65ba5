using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>All that a board shows, page by page: column by column, in its groups and its order.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("opportunity.read")]
public sealed record ListBoardDeals(
    long PipelineId, BoardFilter Filter, BoardOrder Order = BoardOrder.Manual, BoardGrouping Grouping = BoardGrouping.None, string? Cursor = null, int Take = 50)
    : IQuery<Page<BoardRow>>;

/// <summary>A card with what its column and its pipeline say about it.</summary>
/// <param name="Group">What it is grouped under; null where nothing is grouped.</param>
/// <param name="Days">Whole days in its stage.</param>
public sealed record BoardRow(
    BoardCard Card, string Stage, string? Group, string Currency, int Days, [property: Field("opportunity.probability")] decimal? Probability)
{
    /// <summary>Null for a person from whom one of the two is hidden.</summary>
    public decimal? Weighted => Card.Amount * Probability;
}

file sealed class Rules : AbstractValidator<ListBoardDeals>
{
    public Rules()
    {
        RuleFor(board => board.Filter.Search).SearchText();
        RuleFor(board => board.Order).IsInEnum();
        RuleFor(board => board.Grouping).IsInEnum();
        RuleFor(board => board.Take).PageSize();
    }
}

file sealed class Handler(CrmDb db, PaceBook paces, TimeProvider clock) : IRequestHandler<ListBoardDeals, Page<BoardRow>>
{
    private const int MostStages = 100;

    public async Task<Page<BoardRow>> Handle(ListBoardDeals request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Pipelines.AsNoTracking().Where(one => one.Id == request.PipelineId)
            .Select(one => new { one.Currency, Stages = one.Stages.OrderBy(stage => stage.Position).Take(MostStages).Select(stage => new { stage.Id, stage.Name, stage.Position }).ToList() })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFound(RecordKind.Pipeline, request.PipelineId);
        var deals = BoardDeals.Of(db, request.PipelineId, request.Filter, clock.GetUtcNow());
        var after = Cursor<BoardPlace>.Read(request.Cursor)?.Value;
        var found = new List<BoardRow>();
        foreach (var stage in pipeline.Stages.Where(stage => after is null || stage.Position >= after.Position))
        {
            var column = new BoardColumnRows(db, deals.Where(deal => deal.StageId == stage.Id), request.Order, request.Grouping);
            var read = await column.Read(stage.Position == after?.Position ? after : null, request.Take + 1 - found.Count, cancellationToken);
            found.AddRange(read.Select(row => new BoardRow(
                row.Card, stage.Name, Group(row.Card, request.Grouping), pipeline.Currency, Days(row.Card), row.Probability)));
            if (found.Count > request.Take)
            {
                var last = found[request.Take - 1].Card;
                var position = pipeline.Stages.First(one => one.Id == last.StageId).Position;
                return new Page<BoardRow>(await Judged(found[..request.Take], cancellationToken), BoardPlace.Behind(last, position, request.Order, request.Grouping).ToString());
            }
        }

        return new Page<BoardRow>(await Judged(found, cancellationToken), null);
    }

    private static string? Group(BoardCard card, BoardGrouping by) => by switch
    {
        BoardGrouping.Owner => card.Owner ?? GroupTotals.Nobody,
        BoardGrouping.Account => card.Account ?? GroupTotals.Nobody,
        _ => null,
    };

    private int Days(BoardCard card) => Math.Max(0, (int)(clock.GetUtcNow() - card.StageSince).TotalDays);

    private async Task<IReadOnlyList<BoardRow>> Judged(List<BoardRow> rows, CancellationToken ct)
    {
        var risks = await DealRisks.Of(db, paces, [.. rows.Where(row => row.Card.Outcome == StageKind.Open).Select(row => row.Card.Id)], ct);
        return [.. rows.Select(row => risks.TryGetValue(row.Card.Id, out var risk) ? row with { Card = row.Card with { Risk = risk } } : row)];
    }
}
