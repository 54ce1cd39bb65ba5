using System.Net.Sockets;
using CrmLive.Data.SqlServer;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CrmLive.Data;

public sealed class OutageTests
{
    [Theory]
    [InlineData("08006")]
    [InlineData("53100")]
    [InlineData("53300")]
    [InlineData("57P01")]
    [InlineData("57P03")]
    [InlineData("57014")]
    [InlineData("58030")]
    [InlineData("3D000")]
    public void PostgreSql_is_away_by_its_code_however_it_is_wrapped(string code)
    {
        Outage.Is(Answered(code)).ShouldBeTrue();
        Outage.Is(new InvalidOperationException("Likely transient", new DbUpdateException("Not saved", Answered(code)))).ShouldBeTrue();
        Refusal.Of(new DbUpdateException("Not saved", Answered(code))).ShouldSatisfyAllConditions(
            refusal => refusal.Status.ShouldBe(503), refusal => refusal.Code.ShouldBe("UNAVAILABLE"), refusal => refusal.Message.ShouldNotContain("Not saved"));
    }

    [Theory]
    [InlineData("23505")]
    [InlineData("42501")]
    [InlineData("42P01")]
    [InlineData("22001")]
    public void A_fault_of_ours_stays_one(string code)
    {
        Outage.Is(new DbUpdateException("Not saved", Answered(code))).ShouldBeFalse();
        Refusal.Of(new DbUpdateException("Not saved", Answered(code))).Status.ShouldBe(500);
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_away_and_so_is_a_full_disk()
    {
        Outage.Is(new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused))).ShouldBeTrue();
        Outage.Is(new NpgsqlException("Exception while reading from stream", new EndOfStreamException())).ShouldBeTrue();
        Outage.Is(new NpgsqlException("The operation has timed out", new TimeoutException())).ShouldBeTrue();
        Outage.Is(new IOException("No space left on device", 28)).ShouldBeTrue();
        Outage.Is(new IOException("The file is there already", 17)).ShouldBeFalse();
        Outage.IsFull(Answered("53100")).ShouldBeTrue();
        Outage.IsFull(Answered("57P01")).ShouldBeFalse();
    }

    [Fact]
    public void Two_in_each_others_way_are_no_outage()
    {
        Outage.IsConflict(new DbUpdateException("Not saved", Answered("40001"))).ShouldBeTrue();
        Outage.IsConflict(new DbUpdateException("Not saved", Answered("40P01"))).ShouldBeTrue();
        Outage.Is(Answered("40001")).ShouldBeFalse();
        Refusal.Of(Answered("40P01")).Code.ShouldBe("BUSY");
    }

    [Theory]
    [InlineData(-2, true, false)]
    [InlineData(1105, true, false)]
    [InlineData(4060, true, false)]
    [InlineData(40613, true, false)]
    [InlineData(1205, false, true)]
    [InlineData(3960, false, true)]
    [InlineData(13535, false, true)]
    [InlineData(2627, false, false)]
    [InlineData(208, false, false)]
    public void Sql_server_is_known_by_its_numbers(int number, bool isOutage, bool isConflict)
    {
        SqlServerFailures.IsOutage([number]).ShouldBe(isOutage);
        SqlServerFailures.IsConflict([number]).ShouldBe(isConflict);
    }

    [Fact]
    public void An_outage_is_said_once_a_second_with_how_often_it_was_met()
    {
        using var log = new WarningLog();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        var clock = new TimerClock();
        var outages = new Outages(clock, logs.CreateLogger<Outages>());

        outages.Heard(new InvalidOperationException("A defect")).ShouldBeFalse();
        for (var i = 0; i < 400; i++)
        {
            outages.Heard(new TimeoutException("Nobody answers")).ShouldBeTrue();
        }

        log.Said.ShouldHaveSingleItem();
        clock.Advance(TimeSpan.FromSeconds(1));
        outages.Heard(new TimeoutException("Nobody answers"));
        log.Said.Count.ShouldBe(2);
        log.Said.Last().ShouldBe("The database or the disk cannot be used: Nobody answers (399 more since the line before)");
    }

    private static PostgresException Answered(string code) => new("Something", "ERROR", "ERROR", code);
}
