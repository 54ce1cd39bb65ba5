using System.Collections.Concurrent;
using System.Collections.Immutable;
using CrmLive.Data;

namespace CrmLive.Live;

/// <summary>News about one record: ids and version, never field values. Whoever hears it reads again under their own permissions.</summary>
/// <param name="Topic">The topic that the listener subscribed to.</param>
public sealed record LiveMessage(long TenantId, string Topic, string Kind, long Id, long Version, string EventType, long? ActorId);

/// <summary>Spreads committed changes to the open pages and hub clients of this node. Listeners must not block.</summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<(long Tenant, string Topic), ImmutableArray<Subscription>> _subscriptions = [];
    private long _edition;

    public LiveFeed(CommitFeed commits) => commits.Committed += Publish;

    /// <summary>Counts the commits that were told. What is read after this was taken shows everything that listeners had heard of by then.</summary>
    public long Edition => Interlocked.Read(ref _edition);

    /// <summary>All records of a kind.</summary>
    public static string Topic(RecordKind kind) => kind.Name;

    /// <summary>One record.</summary>
    public static string Topic(RecordKind kind, long id) => $"{kind.Name}/{id}";

    /// <summary>Listens until disposed. Subscribe before you load, so that nothing falls between.</summary>
    public IDisposable Subscribe(long tenantId, string topic, Action<LiveMessage> listener)
    {
        var subscription = new Subscription(this, (tenantId, topic), listener);
        _subscriptions.AddOrUpdate(subscription.Key, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    public void Publish(IReadOnlyList<CommittedChange> changes)
    {
        Interlocked.Increment(ref _edition);
        foreach (var change in changes)
        {
            Send(change, change.Kind);
            Send(change, $"{change.Kind}/{change.Id}");
        }
    }

    /// <summary>Tells listeners of a topic something that is not stored, such as who is looking.</summary>
    public void Publish(LiveMessage message)
    {
        if (_subscriptions.TryGetValue((message.TenantId, message.Topic), out var listeners))
        {
            foreach (var subscription in listeners)
            {
                subscription.Listener(message);
            }
        }
    }

    private void Send(CommittedChange change, string topic) =>
        Publish(new LiveMessage(change.TenantId, topic, change.Kind, change.Id, change.Version, change.EventType, change.ActorId));

    private void Remove(Subscription subscription)
    {
        var left = _subscriptions.AddOrUpdate(subscription.Key, [], (_, others) => others.Remove(subscription));
        if (left.IsEmpty)
        {
            _subscriptions.TryRemove(new KeyValuePair<(long, string), ImmutableArray<Subscription>>(subscription.Key, left));
        }
    }

    private sealed class Subscription(LiveFeed feed, (long Tenant, string Topic) key, Action<LiveMessage> listener) : IDisposable
    {
        private int _disposed;

        public (long Tenant, string Topic) Key { get; } = key;

        public Action<LiveMessage> Listener { get; } = listener;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                feed.Remove(this);
            }
        }
    }
}
