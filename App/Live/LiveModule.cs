using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.Connections;

namespace CrmLive.Live;

public static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveFeed>();
        services.AddSingleton(typeof(ReadingRounds<,>));
        services.AddSingleton<Presence>();
        services.AddScoped<OldPictures>();
        services.AddScoped<Visits>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<Visits>());
        services.AddSignalR();
        services.AddSingleton<HubClients>();
        services.AddHostedService<EventTail>();
        services.AddSingleton<Positions>();
        services.AddSingleton<EventDelivery>();
        services.AddSingleton<Parking>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<ConsumerDesk>();
        services.AddHostedService<RelayWorker>();
        services.AddHostedService<RelayLag>();
        services.AddSingleton<EventConsumer, NoticeConsumer>();
        return services.AddWork().AddJobs();
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<CrmHub>("/hubs/live", hub => hub.Transports = HttpTransportType.WebSockets);
        return routes;
    }
}
