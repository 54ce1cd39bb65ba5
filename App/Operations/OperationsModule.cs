using CrmLive.Shell;

namespace CrmLive.Operations;

/// <summary>Where people look after the work that the software does for them.</summary>
public static class OperationsModule
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton(new NavItem(NavGroups.Settings, "Jobs", "/jobs", "clock") { Order = 80, Words = "import progress long work background" });
        services.AddSingleton(new NavItem(NavGroups.Settings, "Work queue", "/operations/queue", "pulse", "operations.read") { Order = 85, Words = "dead letters lag pause redrive operations" });
        return services;
    }
}
