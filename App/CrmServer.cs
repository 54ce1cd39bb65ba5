using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Hub;
using CrmLive.Imports;
using CrmLive.Live;
using CrmLive.Operations;
using CrmLive.Operations.Audit;
using CrmLive.Operations.Demo;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Shell.Neighbours;

namespace CrmLive;

/// <summary>The program as a table of contents: what it is made of, and what it does before it opens its doors.</summary>
public static class CrmServer
{
    /// <summary>Options whose numbers and switches are checked before anything starts, and the section of the settings that each is read from.</summary>
    public static IReadOnlyList<(Type Options, string Section)> Sections { get; } =
    [
        (typeof(RestLimitOptions), RestLimitOptions.Section),
        (typeof(EntraOptions), EntraOptions.Section),
        (typeof(NeighbourOptions), NeighbourOptions.Section),
    ];

    /// <summary>All services, for the server and the command line alike.</summary>
    public static IServiceCollection AddCrm(
        this IServiceCollection services, Home home, IConfiguration configuration, TimeProvider? clock = null)
    {
        services.AddDatabase(home, clock ?? FrozenClock.Choose(configuration));
        services.AddDispatcher();
        services.AddAccess(configuration);
        services.AddLive();
        services.AddLiveService(configuration);
        services.AddPipeline();
        services.AddShell();
        services.AddNeighbours(configuration);
        services.AddCustomers();
        services.AddImports();
        services.AddDemo();
        services.AddHub(configuration);
        services.AddHealth();
        services.AddAudit();
        services.AddOperations();
        services.AddSchedule();
        return services;
    }

    public static WebApplication Build(WebApplicationBuilder builder, Home home, TimeProvider? clock = null)
    {
        builder.AddWeb().AddTelemetry();
        builder.Services.AddCrm(home, builder.Configuration, clock);

        var app = builder.Build();
        app.UseWeb();
        app.UseSecurityHeaders();
        app.UsePageGate();
        app.UseOutageAnswer();
        app.UseSameOrigin();
        app.UseStrangerGate();
        app.UseAuthentication();
        app.UseHub();
        app.UseAuthorization();
        app.UseNeighbours();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapRest().MapCustomersRoutes().MapPipelineRoutes();
        app.MapAccess();
        app.MapLive();
        app.MapAudit();
        app.MapCustomersExports().MapPipelineExports();
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode().RequireAuthorization();
        app.MapNotFoundPage();
        return app;
    }

    /// <summary>Brings the database to this version and, on an empty private one, loads the small demo tenant.</summary>
    public static async Task Prepare(WebApplication app, CancellationToken ct)
    {
        await app.Services.GetRequiredService<Migrator>().Run(ct);
        if (app.Services.GetRequiredService<Home>().IsLocal)
        {
            await app.Services.GetRequiredService<DemoTenants>().LoadAcme(ct);
            if (FrozenClock.IsFixture(app.Configuration))
            {
                // Ids are handed out in the same order each time only while nobody else asks for one.
                await app.Services.GetRequiredService<DemoTenants>().LoadGlobex(Console.WriteLine, ct);
            }
        }
    }
}
