namespace CrmLive.Shell.Neighbours;

/// <summary>The limits by what somebody has at the same time.</summary>
public static class NeighbourModule
{
    public static IServiceCollection AddNeighbours(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection(NeighbourOptions.Section).Get<NeighbourOptions>() ?? new NeighbourOptions());
        services.AddSingleton<NeighbourLimits>();
        services.AddSingleton<QueuedDoor>();
        return services;
    }

    /// <summary>Comes when it is known who asks.</summary>
    public static WebApplication UseNeighbours(this WebApplication app)
    {
        app.UseMiddleware<NeighbourGate>();
        return app;
    }
}
