using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Records;

/// <summary>A world with leads that differ in every field, some of which have nothing, the same or nearly the same in it.</summary>
public sealed class LeadWorld(TestServer server) : IAsyncLifetime
{
    public const int Made = 40;

    public World World { get; } = new(server);

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        var dice = new Random(17);
        for (var number = 0; number < Made; number++)
        {
            await World.As(World.Mia, new AddRecord<Lead, LeadFields>(Lead(dice, number)));
            World.Clock.Advance(TimeSpan.FromMicroseconds(dice.Next(3)));
        }
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private static LeadFields Lead(Random dice, int number)
    {
        var value = Pick<decimal?>(dice, null, 0m, 10m, 10.5m, 1_000_000m);
        return new LeadFields(
            Pick(dice, "Zoë", "zoe", "Åse", "ase", "Ωmega", "O'Neill", "straße", "Strasse", $"Lead {number}"),
            Pick(dice, null, "Acme", "ACME", "Ácme", "x y", "x", "100%", "under_score", "[brackets]", "back\\slash"),
            Email: Pick(dice, null, "a@b.example", "A@b.example"),
            Employees: Pick<int?>(dice, null, 0, 5, 5, 400),
            Status: Pick(dice, "new", "working", "qualified"),
            Source: Pick(dice, null, "event", "website"),
            ExpectedValue: value,
            Currency: value is null ? null : Pick(dice, "EUR", "USD"));
    }

    private static T Pick<T>(Random dice, params T[] from) => from[dice.Next(from.Length)];
}
