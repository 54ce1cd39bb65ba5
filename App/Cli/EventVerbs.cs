using System.CommandLine;
using CrmLive.Access;
using CrmLive.Live;

namespace CrmLive.Cli;

/// <summary><c>crm events types | lag | replay | rebuild | parked | dead | redrive</c>. The running server does the work that replay and rebuild give to a consumer.</summary>
internal static class EventVerbs
{
    private static readonly Option<string> Consumer = new("--consumer", "-c") { Description = "Name of the consumer, such as notifications.", Required = true };
    private static readonly Option<string?> OneConsumer = new("--consumer", "-c") { Description = "Only of this consumer." };
    private static readonly Option<string> From = new("--from", "-f") { Description = "An event, such as evt_1001, or an instant, such as 2026-01-31T08:00:00Z.", Required = true };
    private static readonly Option<bool> Again = new("--again") { Description = "Repeats events that have had their effect, too." };
    private static readonly Option<string?> Event = new("--event", "-e") { Description = "Only this event." };

    public static Command Events() => Verb.Group("events", "The event log and those who read it.",
        Verb.Of("types", "Lists every type of event with its fields and an example.", _ => Task.FromResult<object?>(Data.EventCatalogue.All)),
        Verb.Of("lag", "Shows how far each consumer is behind.", async run => await Desk(run).Lag(run.Cancelled)),
        Verb.Of("replay", "Lets a consumer read again from a place. What has had its effect is passed over.", Replay, Consumer, From, Again),
        Verb.Of("rebuild", "Takes back all that a consumer has made and lets it begin with the first event.", Rebuild, Consumer),
        Verb.Of("parked", "Lists events that a consumer has set aside: one that failed is tried again, later ones of the same record wait behind it.", Parked, OneConsumer),
        Verb.Of("dead", "Lists events that a consumer has given up, newest first.", Dead, OneConsumer),
        Verb.Of("redrive", "Sends events that were given up or set aside to their consumer again.", Redrive, Consumer, Event));

    private static ConsumerDesk Desk(VerbRun run) => run.Service<ConsumerDesk>();

    private static async Task<object?> Replay(VerbRun run)
    {
        var from = await Desk(run).PlaceAt(run.Get(From)!, run.Cancelled);
        return await Desk(run).Replay(run.Get(Consumer)!, from, run.Get(Again), run.Cancelled);
    }

    private static async Task<object?> Rebuild(VerbRun run)
    {
        var tenants = await run.Service<TenantDirectory>().All(run.Cancelled);
        await Desk(run).Rebuild(run.Get(Consumer)!, tenants, run.Cancelled);
        return Place.Start;
    }

    private static async Task<object?> Parked(VerbRun run) =>
        (await Desk(run).Parked(run.Get(OneConsumer), run.Cancelled)).Select(parked => new
        {
            Event = new RecordId(RecordKind.Event, parked.EventId).ToString(),
            Tenant = new RecordId(RecordKind.Tenant, parked.TenantId).ToString(),
            parked.Consumer,
            parked.SubjectKind,
            parked.SubjectId,
            parked.Attempts,
            Due = parked.Attempts == 0 ? null : (DateTimeOffset?)parked.Due,
            parked.Error,
        });

    private static async Task<object?> Dead(VerbRun run) =>
        (await Desk(run).DeadLetters(run.Get(OneConsumer), run.Cancelled)).Select(letter => new
        {
            Event = new RecordId(RecordKind.Event, letter.EventId).ToString(),
            Tenant = new RecordId(RecordKind.Tenant, letter.TenantId).ToString(),
            letter.Consumer,
            letter.Attempts,
            letter.At,
            letter.Error,
        });

    private static async Task<object?> Redrive(VerbRun run)
    {
        long? one = run.Get(Event) is not { } text ? null
            : RecordId.TryParse(text, RecordKind.Event, out var number) ? number
            : throw Shell.InvalidInput.Of("event", "unreadable", "Give the event as evt_1001.");
        var redriven = await Desk(run).Redrive(run.Get(Consumer)!, one, run.Cancelled);
        run.ExitCode = redriven.Failed > 0 ? 1 : 0;
        return redriven;
    }
}
