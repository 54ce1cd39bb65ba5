using CrmLive.Shell;
using CrmLive.Shell.Downloads;

namespace CrmLive.Operations.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<CheckpointLog>();
        services.AddSingleton<AuditSealer>();
        services.AddSingleton<AuditVerifier>();
        services.AddHostedService<AuditSealWorker>();
        services.AddSingleton(new NavItem(NavGroups.Settings, "Audit", "/audit", "audit", "audit.read") { Order = 90, Words = "history who did what log" });
        AddTab<AccountAuditTab>(services, RecordKind.Account);
        AddTab<ContactAuditTab>(services, RecordKind.Contact);
        AddTab<ProductAuditTab>(services, RecordKind.Product);
        AddTab<DealAuditTab>(services, RecordKind.Deal);
        return services;
    }

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapDownload("/audit/export.csv", AuditExport.Write);
        return routes;
    }

    private static void AddTab<T>(IServiceCollection services, RecordKind kind) =>
        services.AddSingleton(new RecordTab(kind, "Audit", typeof(T), "audit.read", 95));
}
