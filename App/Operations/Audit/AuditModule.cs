namespace CrmLive.Operations.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<CheckpointLog>();
        services.AddSingleton<AuditSealer>();
        services.AddSingleton<AuditVerifier>();
        services.AddHostedService<AuditSealWorker>();
        return services;
    }
}
