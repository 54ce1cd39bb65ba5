using CrmLive.Live;

namespace CrmLive.Imports;

public static class ImportsModule
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<FolderImport>();
        services.AddSingleton<ImportNews>();
        services.AddSingleton<JobKind, ImportWork>();
        return services;
    }
}
