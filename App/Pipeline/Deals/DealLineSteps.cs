using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What was done to one product line, as steps that go to and fro: they know under which version, and after a return under which number, it stands.</summary>
internal sealed class DealLineSteps(long dealId, DealLineRow line)
{
    private DealLineRow _now = line;

    /// <summary>Saves other fields, on the version that was seen.</summary>
    public async Task<Step> Change(Desk desk, string name, LineFields fields)
    {
        var before = _now.Fields();
        await Put(desk, fields);
        return new DealPartStep($"{name} changed", dealId, again => Put(again, before), again => Put(again, fields));
    }

    public async Task<Step> Remove(Desk desk, string name)
    {
        await Take(desk);
        return new DealPartStep($"{name} taken off the deal", dealId, Return, Take);
    }

    private async Task Put(Desk desk, LineFields fields)
    {
        await desk.Send(new ChangeDealLine(dealId, _now.Id, fields, _now.Version));
        _now = (await Lines(desk)).FirstOrDefault(one => one.Id == _now.Id) ?? _now;
    }

    private Task Take(Desk desk) => desk.Send(new RemoveDealLine(dealId, _now.Id));

    // It comes back under a new number.
    private async Task Return(Desk desk)
    {
        await desk.Send(new RestoreDealLine(dealId, _now.Id, _now.Version));
        _now = (await Lines(desk)).Where(one => one.ProductId == _now.ProductId).MaxBy(one => one.Id) ?? _now;
    }

    private async Task<IReadOnlyList<DealLineRow>> Lines(Desk desk) => (await desk.Send(new ListDealLines(dealId))).Lines;
}
