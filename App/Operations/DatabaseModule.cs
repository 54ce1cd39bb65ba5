using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Shell.Neighbours;

namespace CrmLive.Operations;

/// <summary>The database, its recorders, the clock and the ids.</summary>
public static class DatabaseModule
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, Home home, TimeProvider clock)
    {
        services.AddSingleton(home);
        services.AddSingleton(clock);
        services.AddSingleton(_ => home.Provider);
        services.AddSingleton(NodeName.OfThisProcess());
        services.AddSingleton<CommitFeed>();
        services.AddSingleton<IdGenerator>();
        services.AddSingleton(provider =>
        {
            // It makes the first context, and the recorders have to be in place by then.
            provider.GetRequiredService<CrmDbFactory>();
            return ActivatorUtilities.CreateInstance<Migrator>(provider);
        });
        services.AddSingleton<TenantFence>();
        services.AddSingleton<ChangeRecorder>();
        services.AddSingleton(provider =>
        {
            home.Provider.Clock = clock;
            home.Provider.Patience = provider.GetRequiredService<NeighbourOptions>().StatementSeconds;
            home.Provider.Recorders = [provider.GetRequiredService<TenantFence>(), provider.GetRequiredService<ChangeRecorder>()];
            return new CrmDbFactory(home.Provider);
        });
        services.AddScoped(provider => provider.GetRequiredService<CrmDbFactory>().Create(provider.GetRequiredService<CurrentWork>().Work));

        // For who may find the answer without the database.
        services.AddScoped(provider => new Lazy<CrmDb>(provider.GetRequiredService<CrmDb>));
        return services;
    }
}
