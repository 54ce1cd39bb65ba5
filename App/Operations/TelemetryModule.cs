using CrmLive.Shell;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CrmLive.Operations;

/// <summary>Sends traces, metrics and logs over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; else nothing is collected.</summary>
public static class TelemetryModule
{
    private const string Components = "Microsoft.AspNetCore.Components";

    // What the instrumentation packages do not listen to by themselves.
    private static readonly string[] Meters =
    [
        Telemetry.Name,
        Components,
        "Microsoft.AspNetCore.Components.Server.Circuits",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.EntityFrameworkCore",
    ];

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Telemetry.Name, serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(Follow)
            .WithMetrics(Count)
            .UseOtlpExporter();
        return builder;
    }

    // Exporters come behind all processors.
    private static void Follow(TracerProviderBuilder traces) => traces
        .SetSampler(new ParentBasedSampler(new FollowRequests()))
        .AddSource(Telemetry.Name, Components)
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddNpgsql()
        .AddSqlClientInstrumentation()
        .AddProcessor(new DropPersonalData());

    private static void Count(MeterProviderBuilder metrics) => metrics
        .AddMeter(Meters)
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddNpgsqlInstrumentation();
}
