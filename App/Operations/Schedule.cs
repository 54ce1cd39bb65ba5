using CrmLive.Operations.Queue;
using CrmLive.Shell;
using Quartz;

namespace CrmLive.Operations;

/// <summary>All that the program does again and again by the clock: what, and when. Times are UTC.</summary>
public static class Schedule
{
    public static IServiceCollection AddSchedule(this IServiceCollection services)
    {
        services.AddQuartz(schedule =>
        {
            schedule.EachTenant<ForgetAnswers>("0 17 3 * * ?", ForgetAnswers.Most);
            schedule.EachTenant<ForgetWork>("0 41 * * * ?", ForgetWork.Most);
        });
        return services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
    }

    /// <param name="cron">Seconds, minutes, hours, day of the month, month, day of the week.</param>
    /// <param name="most">So much is done at once; where it was less, nothing is left.</param>
    private static void EachTenant<TCommand>(this IQuartzBuilder schedule, string cron, int most)
        where TCommand : ICommand<int>, new() =>
        schedule.ScheduleJob<TenantJob<TCommand>>(
            trigger => trigger.WithCronSchedule(cron, times => times.InTimeZone(TimeZoneInfo.Utc)),
            job => job.WithIdentity(typeof(TCommand).Name).UsingJobData(TenantJob<TCommand>.Most, most));
}
