namespace CrmLive.Pipeline;

/// <summary>What the board asks where a card was dropped: what is missing, a reason, or whether a manager is to be asked.</summary>
public sealed partial class BoardPage
{
    private readonly Dictionary<long, Question> _exceptions = [];
    private Question? _asking;

    private sealed record Question(BoardCard Card, StageOutline Stage, MoveVerdict Verdict, MoveAnswer Said, bool IsException = false);

    private async Task Answer(MoveAnswer answer)
    {
        var asked = _asking!;
        _asking = null;
        await (asked.IsException ? AskManager(asked, answer) : Move(asked.Card, asked.Stage, answer));
        if (_asking is null)
        {
            await Focus(asked.Card.Id);
        }
    }

    // The message at the card has been read, or is no longer true.
    private void Read(long id)
    {
        _reasons.Remove(id);
        _exceptions.Remove(id);
    }

    private void OfferException(long id)
    {
        _asking = _exceptions[id];
        Read(id);
    }

    private async Task AskManager(Question asked, MoveAnswer answer)
    {
        var ask = new AskForException(asked.Card.Id, asked.Stage.Id, answer.Reason, null, answer.Fields);
        if (await Desk.Try(ask, ct: Gone))
        {
            _said = $"A manager is asked whether {asked.Card.Name} may move to {asked.Stage.Name}.";
            toasts.Say(_said);
        }
    }

    private async Task Unask()
    {
        var id = _asking?.Card.Id;
        _asking = null;
        await Focus(id);
    }
}
