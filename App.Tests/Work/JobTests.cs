using CrmLive.Live;
using CrmLive.Operations.Jobs;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Queue;

/// <summary>Jobs: who sees them, how they stop and go on, and who drives them.</summary>
public sealed class JobTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_see_and_stop_their_own_and_administrators_all()
    {
        var job = await Started(world.Tess);

        (await world.As(world.Tess, new GetJob(job))).StartedBy.ShouldBe("Tess Novak");
        (await world.As(world.Admin, new ListJobs())).Rows.ShouldContain(row => row.Id == job);
        (await world.As(world.Ada, new ListJobs())).Rows.ShouldNotContain(row => row.Id == job);
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetJob(job)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new CancelJob(job)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new GetJob(job)));
        await world.As(world.Tess, new CancelJob(job));
        (await world.As(world.Tess, new GetJob(job))).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task A_job_runs_saves_its_place_and_ends_with_a_result()
    {
        var job = await Started(world.Tess);
        var kind = new Counting(world.Door, until: 3);

        await Drive(job, kind);

        var row = await world.As(world.Tess, new GetJob(job));
        (row.State, row.Done, row.Total, row.Result).ShouldBe((JobState.Done, 3, 3, "{\"counted\":3}"));
        (row.Share, row.TimeLeft).ShouldBe((1, null));
    }

    [Fact]
    public async Task A_job_that_failed_goes_on_from_its_saved_place()
    {
        var job = await Started(world.Tess);
        await Drive(job, new Counting(world.Door, until: 5) { FailsAt = 3 });
        var failed = await world.As(world.Tess, new GetJob(job));
        (failed.State, failed.Done, failed.Error).ShouldBe((JobState.Failed, 2, "Three is too much."));

        await world.As(world.Tess, new ResumeJob(job));
        var kind = new Counting(world.Door, until: 5);
        await Drive(job, kind);

        kind.Counted.ShouldBe([3, 4, 5]);
        (await world.As(world.Tess, new GetJob(job))).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task A_job_that_is_cancelled_while_it_runs_stops_at_its_next_step_and_can_be_resumed()
    {
        var job = await Started(world.Tess);
        await Drive(job, new Counting(world.Door, until: 5) { At = (2, () => world.As(world.Tess, new CancelJob(job))) });

        var row = await world.As(world.Tess, new GetJob(job));
        (row.State, row.Done).ShouldBe((JobState.Cancelled, 1));
        await world.As(world.Tess, new ResumeJob(job));
        await Drive(job, new Counting(world.Door, until: 5));
        (await world.As(world.Tess, new GetJob(job))).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task Whoever_drove_it_before_saves_nothing_any_more()
    {
        var job = await Started(world.Tess);

        await Should.ThrowAsync<LeaseLost>(() => Drive(job, new Counting(world.Door, until: 5) { At = (3, () => Drive(job, new Counting(world.Door, until: 5))) }));

        var row = await world.As(world.Tess, new GetJob(job));
        (row.State, row.Done).ShouldBe((JobState.Done, 5));
    }

    [Fact]
    public async Task A_job_that_is_done_is_neither_cancelled_nor_resumed()
    {
        var job = await Started(world.Tess);
        await Drive(job, new Counting(world.Door, until: 1));

        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Tess, new CancelJob(job)))).Code.ShouldBe("job.over");
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Tess, new ResumeJob(job)))).Code.ShouldBe("job.not_stopped");
    }

    private Task<long> Started(Person person) => world.As(person, new StartJob("import", "Counting", "{}", IsHere: false));

    // As the queue would, with a kind of job that only counts.
    private async Task Drive(long id, JobKind kind)
    {
        await using var db = world.Look();
        var job = await db.Jobs.SingleAsync(job => job.Id == id, Ct);
        var number = job.Begin();
        await db.SaveChangesAsync(Ct);
        await new JobDriver(world.Door, [kind]).Drive("import", new JobRun(id, number, world.Tess.Caller, job.Input, job.Place, job.Done), Ct);
    }

    private sealed class Counting(Dispatcher door, int until) : JobKind
    {
        public override string Name => "import";

        public int FailsAt { get; init; }

        public (int Number, Func<Task> Act)? At { get; init; }

        public List<int> Counted { get; } = [];

        public override async Task<string> Run(JobRun run, CancellationToken ct)
        {
            for (var number = (int)run.Done + 1; number <= until; number++)
            {
                if (number == At?.Number)
                {
                    await At.Value.Act();
                }

                if (number == FailsAt)
                {
                    throw new RuleBroken("test.three", "Three is too much.");
                }

                Counted.Add(number);
                await door.Send(Caller.Software(run.Caller.TenantId, "test"), new SaveJobPlace(new JobMark(run.JobId, run.Number, new JobProgress($"{number}", number, until, 10, "counting"))), ct);
            }

            return $"{{\"counted\":{until}}}";
        }
    }
}
