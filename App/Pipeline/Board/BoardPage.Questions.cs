using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What the board asks where cards were dropped: what is missing, a reason, or whether a manager is to be asked.</summary>
public sealed partial class BoardPage
{
    private readonly Dictionary<long, Question> _exceptions = [];
    private Question? _asking;

    private sealed record Question(IReadOnlyList<BoardCard> Cards, StageOutline Stage, MoveVerdict Verdict, MoveAnswer Said, Slot? Slot, bool IsException = false)
    {
        public FormKey Form { get; } = new();

        public string Title => Cards.Count == 1 ? Cards[0].Name : $"{Cards.Count} deals";
    }

    private async Task Answer(MoveAnswer answer)
    {
        var asked = _asking!;
        _asking = null;
        await (asked.IsException ? AskManager(asked, answer) : Move(asked.Cards, asked.Stage, answer, asked.Slot));
        if (_asking is null)
        {
            await Focus(asked.Cards[0].Id);
        }
    }

    private void OfferException(long id)
    {
        _asking = _exceptions.GetValueOrDefault(id);
        _marks.Read(id);
    }

    private async Task AskManager(Question asked, MoveAnswer answer)
    {
        var card = asked.Cards[0];
        if (await Desk.Try(new AskForException(card.Id, asked.Stage.Id, answer.Reason, null, answer.Fields), asked.Form))
        {
            _said = $"A manager is asked whether {card.Name} may move to {asked.Stage.Name}.";
            toasts.Say(_said);
        }
    }

    private async Task Unask()
    {
        var id = _asking?.Cards[0].Id;
        _asking = null;
        await Focus(id);
    }
}
