using System.Data.Common;
using CrmLive.Access;
using CrmLive.Shell.Neighbours;
using Microsoft.Azure.SignalR;

namespace CrmLive.Operations;

/// <summary>Optional: browsers and hub clients connect to Azure SignalR Service, which passes on what they say. Without the setting they connect to this program.</summary>
public static class AzureSignalR
{
    private const string Setting = "Azure:SignalR:ConnectionString";

    // Counted where a connection comes in, which is the service then.
    private static readonly string[] Uncounted =
        [nameof(NeighbourOptions.TabsPerPerson), nameof(NeighbourOptions.TabsPerTenant), nameof(NeighbourOptions.ListenersPerPerson), nameof(NeighbourOptions.ListenersPerTenant)];

    /// <exception cref="StartRefused">It cannot work, or not with what else is set.</exception>
    public static void Check(IConfiguration settings)
    {
        if (Text(settings) is null)
        {
            return;
        }

        _ = Endpoint(settings);
        if (Uncounted.Select(limit => $"{NeighbourOptions.Section}:{limit}").FirstOrDefault(limit => settings[limit] is not null) is { } limit)
        {
            throw new StartRefused(
                $"{Settings.Variable(limit)} and {Settings.Variable(Setting)} cannot go together: pages connect to the service then, where this program counts nobody. Take one of them away.");
        }
    }

    public static IServiceCollection AddLiveService(this IServiceCollection services, IConfiguration settings)
    {
        if (Text(settings) is { } text)
        {
            var endpoint = Endpoint(settings);
            services.AddSingleton(new ConnectSource(endpoint.GetLeftPart(UriPartial.Authority)));
            services.AddSingleton(new ConnectSource($"{(endpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{endpoint.Authority}"));

            // A circuit lives in one program: its page has to come to the same one as the connection.
            services.AddSignalR().AddAzureSignalR(service => (service.ConnectionString, service.ServerStickyMode) = (text, ServerStickyMode.Required));
        }

        return services;
    }

    private static string? Text(IConfiguration settings) => settings[Setting] is { Length: > 0 } text ? text : null;

    // The text holds a key, so that it is not repeated.
    private static Uri Endpoint(IConfiguration settings)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = Text(settings);
        }
        catch (ArgumentException)
        {
            parts.Clear();
        }

        return Uri.TryCreate(parts.TryGetValue("Endpoint", out var given) ? given.ToString() : null, UriKind.Absolute, out var endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
            && (parts.ContainsKey("AccessKey") || parts.ContainsKey("AuthType"))
            ? endpoint
            : throw new StartRefused(
                $"{Settings.Variable(Setting)} is no connection string of Azure SignalR Service. It looks like Endpoint=https://NAME.service.signalr.net;AccessKey=...;Version=1.0;");
    }
}
