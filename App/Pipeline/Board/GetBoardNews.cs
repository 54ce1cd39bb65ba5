using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Reads again what may have changed on a board. A deal that is not in the answer is no longer on it, or not for this person.</summary>
[Needs("opportunity.read")]
public sealed record GetBoardNews(long PipelineId, BoardFilter Filter, IReadOnlyList<long> DealIds, BoardGrouping Grouping = BoardGrouping.None) : IQuery<BoardNews>
{
    /// <summary>Beyond this many changes the whole board is read again.</summary>
    public const int Most = 200;
}

public sealed record BoardNews(IReadOnlyList<BoardCard> Cards, IReadOnlyList<StageTotals> Totals, IReadOnlyList<GroupTotals> Groups);

file sealed class Rules : AbstractValidator<GetBoardNews>
{
    public Rules()
    {
        RuleFor(news => news.DealIds.Count).LessThanOrEqualTo(GetBoardNews.Most);
        RuleFor(news => news.Filter.Search).SearchText();
    }
}

/// <summary>What a board shows, and who sees it. Boards with equal sights show the same.</summary>
public sealed record BoardSight(long TenantId, string Audience, long PipelineId, BoardFilter Filter, BoardGrouping Grouping, string Zone);

file sealed class Handler(
    CurrentWork work, Lazy<CrmDb> unitOfWork, ReadingRounds<BoardSight, BoardNews> rounds, PaceBook paces, TimeProvider clock) : IRequestHandler<GetBoardNews, BoardNews>
{
    public async Task<BoardNews> Handle(GetBoardNews request, CancellationToken cancellationToken)
    {
        var actor = work.Actor;
        var sight = new BoardSight(actor.TenantId, actor.Audience("opportunity", "account"), request.PipelineId, request.Filter, request.Grouping, work.Work.Zone.Id);
        var news = await rounds.Read(sight, request.DealIds, ids => Read(request, ids), cancellationToken, isAboutNews: true);
        return news with { Cards = [.. news.Cards.Where(card => request.DealIds.Contains(card.Id))] };
    }

    private async Task<BoardNews> Read(GetBoardNews request, IReadOnlyList<long> ids)
    {
        var db = unitOfWork.Value;
        var deals = BoardDeals.Of(db, request.PipelineId, request.Filter, clock.GetUtcNow());
        var cards = await BoardDeals.Cards(db, deals.Where(deal => ids.Contains(deal.Id))).ToListAsync(CancellationToken.None).Judged(db, paces, CancellationToken.None);
        return new BoardNews(
            cards,
            await BoardDeals.Totals(db, deals, CancellationToken.None),
            await BoardDeals.Groups(db, deals, request.Grouping, CancellationToken.None));
    }
}
