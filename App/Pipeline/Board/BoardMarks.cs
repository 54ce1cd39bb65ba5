using CrmLive.Live;

namespace CrmLive.Pipeline;

/// <summary>What is to be seen at single cards besides the deal: who else drags it, that it is selected, why its last move was refused.</summary>
public sealed class BoardMarks
{
    private readonly Dictionary<long, string> _refused = [];
    private readonly HashSet<long> _askable = [];
    private Dictionary<long, Visitor> _held = [];

    public BoardSelection Selection { get; } = new();

    /// <summary>Grows with each change.</summary>
    public int Revision { get; private set; }

    public Visitor? Holder(long id) => _held.GetValueOrDefault(id);

    public string? Refused(long id) => _refused.GetValueOrDefault(id);

    /// <summary>A manager may make an exception for its refused move.</summary>
    public bool CanAsk(long id) => _askable.Contains(id);

    public void Refuse(long id, string why, bool canAsk = false)
    {
        _refused[id] = why;
        _ = canAsk ? _askable.Add(id) : _askable.Remove(id);
        Changed();
    }

    public void Read(long id)
    {
        if (_refused.Remove(id))
        {
            _askable.Remove(id);
            Changed();
        }
    }

    /// <summary>Takes over who drags what, and says which cards that concerns.</summary>
    public IReadOnlyList<long> Hold(IEnumerable<Visitor> others)
    {
        var held = others.Where(visitor => visitor.Holds is not null).DistinctBy(visitor => visitor.Holds).ToDictionary(visitor => visitor.Holds!.Value);
        List<long> changed = [.. held.Keys.Union(_held.Keys).Where(id => held.GetValueOrDefault(id) != _held.GetValueOrDefault(id))];
        _held = held;
        return changed;
    }

    public void Changed() => Revision++;
}
