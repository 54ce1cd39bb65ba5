namespace CrmLive.Operations;

/// <summary>Health for people, balancers and orchestrators. What a part of the program needs to be well it adds with <c>AddHealthChecks().AddCheck</c>.</summary>
public static class HealthModule
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Health>();

        // What is not well the checks log themselves, and /health tells it; the framework would say it again each second, with its trace.
        services.AddLogging(logs => logs.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical));
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("db", tags: [Health.Ready], timeout: Timeout)
            .AddCheck<QueueHealth>("queue", timeout: Timeout)
            .AddCheck<AuditHealth>("audit", timeout: Timeout);
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", (Health health, CancellationToken ct) => health.Everything(ct)).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/ready", (Health health, CancellationToken ct) => health.Readiness(ct)).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/live", Health.Liveness).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }
}
