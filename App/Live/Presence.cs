using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace CrmLive.Live;

/// <summary>Somebody who looks at a place.</summary>
/// <param name="Holds">Number of the record that they are dragging.</param>
public sealed record Visitor(long UserId, string Name, long? Holds = null);

/// <summary>Who looks at what, and what they have in their hand. Never stored: it is true now or not at all.</summary>
public sealed class Presence(LiveFeed feed)
{
    public const string Kind = "presence";

    private readonly ConcurrentDictionary<(long Tenant, RecordId Place), ImmutableList<Visit>> _visits = [];

    /// <summary>News about all places of a kind; whoever hears it asks <see cref="At"/>, which costs nothing.</summary>
    public static string Topic(RecordKind places) => $"{Kind}/{places}";

    /// <summary>Is there until disposed. One person may be there with several browsers.</summary>
    public Visit Enter(long tenantId, RecordId place, Visitor visitor)
    {
        var visit = new Visit(this, (tenantId, place), visitor);
        _visits.AddOrUpdate(visit.Key, [visit], (_, others) => others.Add(visit));
        Tell(visit);
        return visit;
    }

    /// <summary>Everybody who is there, each once, those who hold something with it.</summary>
    public IReadOnlyList<Visitor> At(long tenantId, RecordId place) =>
        !_visits.TryGetValue((tenantId, place), out var visits) ? [] :
        [.. visits.Where(visit => !visit.IsAway)
            .GroupBy(visit => visit.Visitor.UserId)
            .Select(person => (person.FirstOrDefault(visit => visit.Visitor.Holds is not null) ?? person.First()).Visitor)
            .OrderBy(visitor => visitor.Name, NameFold.Order)];

    internal void Tell(Visit visit) => feed.Publish(new LiveMessage(
        visit.TenantId, Topic(visit.Place.Kind), Kind, visit.Place.Number, 0, "presence.changed.v1", visit.Visitor.UserId));

    internal void Leave(Visit visit)
    {
        var left = _visits.AddOrUpdate(visit.Key, [], (_, others) => others.Remove(visit));
        if (left.IsEmpty)
        {
            _visits.TryRemove(new KeyValuePair<(long, RecordId), ImmutableList<Visit>>(visit.Key, left));
        }

        Tell(visit);
    }
}

/// <summary>One browser at one place.</summary>
public sealed class Visit : IDisposable
{
    private readonly Presence _presence;
    private int _left;

    internal Visit(Presence presence, (long Tenant, RecordId Place) key, Visitor visitor) =>
        (_presence, Key, Visitor) = (presence, key, visitor);

    public Visitor Visitor { get; private set; }

    /// <summary>The connection is lost; the browser may come back.</summary>
    public bool IsAway { get; private set; }

    public long TenantId => Key.Tenant;

    public RecordId Place => Key.Place;

    internal (long Tenant, RecordId Place) Key { get; }

    /// <summary>Takes a record in the hand; null puts it down.</summary>
    public void Hold(long? id)
    {
        if (Visitor.Holds != id && _left == 0)
        {
            Visitor = Visitor with { Holds = id };
            _presence.Tell(this);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            _presence.Leave(this);
        }
    }

    internal void BeAway(bool isAway)
    {
        IsAway = isAway;
        Visitor = Visitor with { Holds = null };
        _presence.Tell(this);
    }
}
