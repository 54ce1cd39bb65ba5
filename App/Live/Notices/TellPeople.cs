using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Puts a notification at the bell of everybody whom these events concern, except whoever caused them. Returns how many there were.</summary>
[SoftwareOnly("The relay, for the consumer of notifications.")]
public sealed record TellPeople(IReadOnlyList<StoredEvent> Events) : ICommand<int>;

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock, IEnumerable<NoticeSource> sources) : IRequestHandler<TellPeople, int>
{
    public async Task<int> Handle(TellPeople request, CancellationToken cancellationToken)
    {
        var causers = request.Events.ToDictionary(happened => happened.Id, happened => happened.ActorId);
        var notices = (await Told(request.Events, cancellationToken)).Where(notice => causers[notice.EventId] != notice.UserId).ToList();
        List<long> people = [.. notices.Select(notice => notice.UserId).Distinct()];
        var active = await db.Users.Where(user => people.Contains(user.Id) && user.IsActive).Select(user => user.Id).ToHashSetAsync(cancellationToken);
        foreach (var notice in notices.Where(notice => active.Contains(notice.UserId)))
        {
            db.Notifications.Add(new Notification(
                await ids.Next(cancellationToken), notice.UserId, notice.Text, notice.Subject, notice.EventId, clock.GetUtcNow()));
        }

        foreach (var settled in request.Events.SelectMany(Settled))
        {
            (await About(settled.Subject, cancellationToken)).Where(earlier => earlier.EventId < settled.Since).ToList().ForEach(earlier => earlier.Read(clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancellationToken);
        return notices.Count;
    }

    private IEnumerable<(RecordId Subject, long Since)> Settled(StoredEvent happened) =>
        sources.Where(source => source.Wants(happened)).Select(source => source.Settles(happened)).OfType<RecordId>().Select(subject => (subject, happened.Id));

    // Those of this batch too, which are not in the database yet.
    private async Task<IEnumerable<Notification>> About(RecordId subject, CancellationToken ct)
    {
        await db.Notifications.Where(notification => notification.SubjectKind == subject.Kind.Name && notification.SubjectId == subject.Number && notification.ReadAt == null).LoadAsync(ct);
        return db.Notifications.Local.Where(notification => notification.SubjectKind == subject.Kind.Name && notification.SubjectId == subject.Number);
    }

    private async Task<List<Notice>> Told(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        var notices = new List<Notice>();
        foreach (var source in sources)
        {
            List<StoredEvent> wanted = [.. events.Where(source.Wants)];
            if (wanted.Count > 0)
            {
                notices.AddRange(await source.Tell(db, wanted, ct));
            }
        }

        return notices;
    }
}
