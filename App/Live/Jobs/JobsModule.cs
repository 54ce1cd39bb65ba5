namespace CrmLive.Live;

public static class JobsModule
{
    /// <summary>What drives jobs. Kinds of jobs are registered by the slices that do them, as <see cref="JobKind"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobDriver>();
        services.AddSingleton<WorkKind, JobWork>();
        services.AddSingleton<WorkKind, JobHereWork>();
        return services;
    }
}
