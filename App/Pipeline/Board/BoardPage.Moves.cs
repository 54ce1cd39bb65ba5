using CrmLive.Shell;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>What people do with cards: drop, step, nudge. A move shows at once and goes back with the reason when it is refused.</summary>
public sealed partial class BoardPage
{
    private readonly HashSet<long> _moving = [];

    // The cards that are being dragged as they were seen; others may move them meanwhile.
    private IReadOnlyList<BoardCard> _lifted = [];

    /// <summary>The script says where a card, and with it the selected ones, was dropped. Tells it what became of it: moved, asking or refused.</summary>
    [JSInvokable]
    public async Task<string> Drop(long id, long stageId, long? after, long? before)
    {
        var slot = View.Order == BoardOrder.Manual ? new Slot(after, before) : null;
        var lifted = _lifted.ToDictionary(card => card.Id);
        _lifted = [];
        List<BoardCard> cards = [.. Hand(id).Select(card => card with { StageId = lifted.GetValueOrDefault(card.Id, card).StageId })];
        if (cards.Count > 0 && _lanes.Of(stageId) is { } lane)
        {
            return await Drop(cards, lane.Stage, slot);
        }

        _visit?.Hold(null);
        cards.ForEach(card => _marks.Refuse(card.Id, "That stage was removed from the pipeline. Choose another one."));
        SayUnseen(cards);
        if (cards.Count == 0)
        {
            toasts.Refuse($"{lifted.GetValueOrDefault(id)?.Name ?? "The deal"} has left this board while you moved it. Look for it without the filter, or in the bin.");
        }

        StateHasChanged();
        return "refused";
    }

    /// <summary>Shift and an arrow: to the stage beside. Of two in a row the second begins where the first has led.</summary>
    [JSInvokable]
    public async Task<string> Step(long id, int step)
    {
        _lifted = [];
        var outcome = "refused";
        if (MayMove())
        {
            await Behind(async () => outcome = _asking is not null ? "asking"
                : _lanes.Find(id) is { } card && _lanes.Beside(card, step) is { } lane ? await Drop(id, lane.Stage.Id, null, null) : "refused");
        }

        return outcome;
    }

    /// <summary>Alt and an arrow: up or down in its column.</summary>
    [JSInvokable]
    public async Task Nudge(long id, int step)
    {
        if (!MayMove())
        {
            return;
        }

        if (_lanes.Find(id) is not { } card || View.Order != BoardOrder.Manual)
        {
            toasts.Say("Choose My order to put cards in an order of your own.");
            return;
        }

        var lane = _lanes.Of(card.StageId)!;
        if (lane.Beside(card, step) is { } other)
        {
            await Move([card], lane.Stage, new MoveAnswer(), step > 0 ? new Slot(AfterId: other.Id) : new Slot(BeforeId: other.Id));
            await Focus(id);
        }
    }

    // Said before it is tried; the policy decides again.
    private bool MayMove()
    {
        if (!CanMove)
        {
            toasts.Refuse("Your role does not let you move or change deals. Ask an administrator.");
        }

        return CanMove;
    }

    // The card that is dragged, and with it all that are selected if it is one of them.
    private IReadOnlyList<BoardCard> Hand(long id) =>
        _lanes.Find(id) is not { } card ? [] : _marks.Selection.Has(id) ? _marks.Selection.On(_lanes) : [card];

    private async Task<string> Drop(IReadOnlyList<BoardCard> cards, StageOutline stage, Slot? slot)
    {
        var movers = cards.Where(card => card.StageId != stage.Id).ToList();
        if (movers.Count == 0 && slot is null)
        {
            _visit?.Hold(null);
            return "refused";
        }

        return await Move(cards, stage, new MoveAnswer(), slot) ? "moved" : _asking is null ? "refused" : "asking";
    }

    private Task<bool> Move(IReadOnlyList<BoardCard> cards, StageOutline stage, MoveAnswer answer, Slot? slot)
    {
        var move = cards is [var only] && only.StageId != stage.Id ? MoveOne(only, stage, answer, slot) : MoveAll(cards, stage, slot, answer);
        _step = move;
        return move;
    }

    private async Task<bool> MoveOne(BoardCard card, StageOutline stage, MoveAnswer answer, Slot? slot, bool isSecondTry = false)
    {
        _marks.Read(card.Id);
        if (_lanes.Find(card.Id) is { } present && present.StageId != card.StageId && await Since(card) is { } meanwhile)
        {
            _visit?.Hold(null);
            _marks.Refuse(card.Id, meanwhile);
            SayUnseen([card]);
            StateHasChanged();
            return false;
        }

        var version = _lanes.Find(card.Id)?.Version ?? card.Version;
        var before = _lanes.Move(card.Id, stage.Id, Clock.GetUtcNow(), slot);
        _moving.Add(card.Id);
        StateHasChanged();
        try
        {
            // What was dropped is moved, also when the page is left meanwhile.
            var moved = await Desk.Send(new MoveDeal(card.Id, stage.Id, version, answer.Reason, answer.Fields, slot));
            Did(MovedStep.Of($"{card.Name} moved to {stage.Name}", moved, answer.Reason));
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            PutBack(before);
            if (failure is MoveRefused { Verdict.IsAnswerable: true } asks)
            {
                _asking = new Question([before ?? card], stage, asks.Verdict, answer, slot);
                return false;
            }

            var refusal = Refusal.Of(failure);
            if (refusal.Code == "STALE_VERSION" && !isSecondTry && await Since(card) is var since)
            {
                if (since is null)
                {
                    // Something else about it was changed; the move is as good as before.
                    await Reread([card.Id]);
                    return await MoveOne(card, stage, answer, slot, isSecondTry: true);
                }

                _marks.Refuse(card.Id, since);
                return false;
            }

            var isWaivable = failure is MoveRefused { Verdict.IsWaivable: true };
            _marks.Refuse(card.Id, refusal.Message, isWaivable);
            if (failure is MoveRefused broken && isWaivable)
            {
                _exceptions[card.Id] = new Question([before ?? card], stage, broken.Verdict, answer, slot, IsException: true);
            }

            return false;
        }
        finally
        {
            _moving.Remove(card.Id);
            _visit?.Hold(null);
            await Reread([card.Id]);
            SayUnseen([card]);
        }
    }

    private async Task<bool> MoveAll(IReadOnlyList<BoardCard> cards, StageOutline stage, Slot? slot, MoveAnswer answer)
    {
        List<long> ids = [.. cards.Select(card => card.Id)];
        ids.ForEach(_marks.Read);
        _moving.UnionWith(ids);
        var next = slot;
        var before = new List<BoardCard?>();
        foreach (var card in cards)
        {
            before.Add(_lanes.Move(card.Id, stage.Id, Clock.GetUtcNow(), next));
            next = slot is null ? null : new Slot(AfterId: card.Id);
        }

        StateHasChanged();
        try
        {
            var moved = await Desk.Send(new MoveDeals([.. cards.Select(card => new DealAt(card.Id, card.StageId))], stage.Id, slot, answer.Reason));
            var refused = moved.Where(deal => deal.Refused is not null).ToList();
            Ask([.. cards.Where(card => refused.Exists(deal => deal.DealId == card.Id && deal.NeedsReason is not null))], stage, refused, slot);
            refused.Where(deal => deal.NeedsReason is null).ToList().ForEach(deal => _marks.Refuse(deal.DealId, deal.Refused!));
            if (refused.Count < moved.Count)
            {
                Did(MovedStep.Of(Told(cards, moved, stage), moved, answer.Reason), isQuiet: moved.All(deal => deal.ChangeId is null));
                ClearSelection();
            }

            StateHasChanged();
            return refused.Count == 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            before.ForEach(PutBack);
            _marks.Refuse(cards[0].Id, Refusal.Of(failure).Message);
            return false;
        }
        finally
        {
            _moving.ExceptWith(ids);
            _visit?.Hold(null);
            await Reread(ids);
            SayUnseen(cards);
        }
    }

    // A reason stands at the card; where that is not to be seen, it is said elsewhere.
    private void SayUnseen(IEnumerable<BoardCard> cards)
    {
        foreach (var card in cards.Where(card => !_lanes.Shows(card.Id)))
        {
            if (_marks.Refused(card.Id) is { } why)
            {
                _marks.Read(card.Id);
                toasts.Refuse($"{card.Name}: {why}");
            }
        }
    }

    // One reason is asked for all that need one.
    private void Ask(IReadOnlyList<BoardCard> cards, StageOutline stage, IReadOnlyList<MovedDeal> refused, Slot? slot)
    {
        var verdicts = refused.Select(deal => deal.NeedsReason).OfType<MoveVerdict>().ToList();
        if (cards.Count > 0)
        {
            var all = new MoveVerdict([.. verdicts.SelectMany(verdict => verdict.Missing).Distinct()], [], [.. verdicts.SelectMany(verdict => verdict.Warnings).Distinct()]);
            _asking = new Question(cards, stage, all, new MoveAnswer(), slot);
        }
    }

    private static string Told(IReadOnlyList<BoardCard> cards, IReadOnlyList<MovedDeal> moved, StageOutline stage)
    {
        var done = moved.Count(deal => deal.Refused is null);
        var what = done == 1 ? cards.First(card => moved.Any(deal => deal.DealId == card.Id && deal.Refused is null)).Name : $"{done} deals";
        var rest = done == moved.Count ? "" : $"; {moved.Count - done} stayed, with the reason at the card";
        return moved.All(deal => deal.ChangeId is null) ? $"{what} put elsewhere in {stage.Name}" : $"{what} moved to {stage.Name}{rest}";
    }

    // What somebody else did to it in the meantime; null when it stands where it was seen.
    private async Task<string?> Since(BoardCard card)
    {
        string? sentence = null;
        await Desk.Try(new GetLastMove(card.Id), told => sentence = told.StageId == card.StageId ? null : told.Sentence, Gone);
        return sentence;
    }

    private void PutBack(BoardCard? before)
    {
        if (before is not null)
        {
            _lanes.Put(before);
        }
    }
}
