namespace CrmLive.Operations.Demo;

public static class DemoModule
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton<CastLoader>()
        .AddSingleton<DemoTenants>()
        .AddHostedService<GlobexInBackground>();
}
