namespace CrmLive.Live;

public static class WorkModule
{
    /// <summary>The queue itself. Kinds of work are registered by the slices that do them, as <see cref="WorkKind"/>.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.AddSingleton<WorkStore>();
        services.AddSingleton<WorkRunner>();
        services.AddSingleton<WorkHands>();
        services.AddHostedService<WorkWorker>();
        services.AddHostedService<WorkLagMeter>();
        return services;
    }
}
