namespace CrmLive.Imports;

public static class ImportsModule
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddSingleton<FolderImport>();
}
