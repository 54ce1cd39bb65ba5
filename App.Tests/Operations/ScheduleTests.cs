using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CrmLive.Operations;

public sealed class ScheduleTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_answers_are_forgotten_by_the_clock()
    {
        await world.Door.Send(world.Ada.Caller with { IdempotencyKey = "long ago" }, new AddDeal(world.Proposal, new DealFields("Long ago", 10m)), Ct);
        world.Clock.Advance(ForgetAnswers.Kept + TimeSpan.FromDays(1));
        await world.App.StartAsync(Ct);
        var scheduler = await world.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
        var work = new Work();
        scheduler.ListenerManager.AddJobListener(work, []);

        await scheduler.TriggerJob(new JobKey(nameof(ForgetAnswers)), cancellationToken: Ct);
        (await work.Done.Soon("the job to be done")).ShouldBeNull();

        await using var db = world.Look();
        (await db.IdempotencyRecords.CountAsync(Ct)).ShouldBe(0);
    }

    // Ends with the first job that is done, with what went wrong.
    private sealed class Work : IJobListener
    {
        private readonly TaskCompletionSource<Exception?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Exception?> Done => _done.Task;

        public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
        {
            _done.TrySetResult(jobException);
            return ValueTask.CompletedTask;
        }
    }
}
