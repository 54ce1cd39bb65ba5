using CrmLive.Data;
using CrmLive.Operations.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CrmLive.Audit;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_link_is_the_same_for_the_same_entry_and_time_zones_do_not_matter() =>
        Link(Entry("a", "b"), At.ToOffset(TimeSpan.FromHours(5))).ShouldBe(Link(Entry("a", "b"), At));

    [Fact]
    public void Moving_a_character_from_one_field_to_the_next_is_another_link() =>
        Link(Entry("ab", "c"), At).ShouldNotBe(Link(Entry("a", "bc"), At));

    [Fact]
    public void An_empty_field_is_not_a_missing_one() => Link(Entry("a", ""), At).ShouldNotBe(Link(Entry("a", null), At));

    [Fact]
    public void Wherever_the_border_between_two_fields_is_drawn_the_link_is_another() =>
        Check.QuickThrowOnFailure(Prop.ForAll((NonNull<string> before, NonEmptyString moved, NonNull<string> after) =>
            Link(Entry(before.Get + moved.Get, after.Get), At) != Link(Entry(before.Get, moved.Get + after.Get), At)));

    private static string Link(Row entry, DateTimeOffset at) => AuditChain.Link(AuditChain.Root, 1, at, entry.Made());

    private static Row Entry(string address, string? reason) => new(address, reason);

    private sealed record Row(string Address, string? Reason)
    {
        public AuditEntry Made() => new()
        {
            TenantId = 1,
            Id = 7,
            At = At,
            ActorName = "Ada",
            Action = "MoveDeal",
            Channel = "page",
            Address = Address,
            Reason = Reason,
            Outcome = AuditTrail.Done,
            TraceId = "",
            Changes = "[]",
        };
    }
}
