
namespace CrmLive.Operations;

/// <summary>The one clock. In fixture mode (<c>CRM_FIXTURE=1</c>) it stands still, so that a demo gives the same bytes each time.</summary>
public sealed class FrozenClock(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset FixtureNow = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    public static TimeProvider Choose(IConfiguration configuration) => IsFixture(configuration) ? new FrozenClock(FixtureNow) : System;

    public static bool IsFixture(IConfiguration configuration) => configuration["CRM_FIXTURE"] == "1";

    public override DateTimeOffset GetUtcNow() => now;
}
