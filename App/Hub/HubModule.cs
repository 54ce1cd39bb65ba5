using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Hub;

/// <summary>The REST interface: keys, gate, limits and its description. The routes themselves stand in their slices.</summary>
public static class HubModule
{
    public static IServiceCollection AddHub(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ApiKeyDirectory>();
        services.AddSingleton(new EndsWithEvaluation(
            () => new RevokeEvaluationKeys(),
            db => db.ApiKeys.Where(key => key.Method == Session.Evaluation && key.RevokedAt == null).Select(key => key.TenantId)));
        services.AddSingleton(new NavItem(NavGroups.Settings, "API keys", "/settings/api-keys", "key", "api_key.read") { Order = 7, Words = "rest tokens secrets integrations" });
        services.AddSingleton(configuration.GetSection(RestLimitOptions.Section).Get<RestLimitOptions>() ?? new RestLimitOptions());
        services.AddSingleton<RestLimits>();
        services.ConfigureHttpJsonOptions(json => RestJson.Configure(json.SerializerOptions));
        services.AddApiDescription();
        services.AddSingleton<ApiDocument>();
        return services;
    }

    /// <summary>Comes before sign-in: whoever is not known yet is counted.</summary>
    public static IApplicationBuilder UseStrangerGate(this IApplicationBuilder app) => app.UseMiddleware<StrangerGate>();

    public static WebApplication UseHub(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api => api.UseMiddleware<RestGate>());
        app.MapGet($"/openapi/{ApiDocument.Name}.json", (ApiDocument document, HttpContext http) => document.Answer(http)).AllowAnonymous().ExcludeFromDescription();

        // It matches the address of every request that it sees.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), pages => pages.UseSwaggerUI(docs =>
        {
            docs.RoutePrefix = "docs";
            docs.DocumentTitle = "CrmLive API";
            docs.SwaggerEndpoint("/openapi/v1.json", "v1");
        }));
        return app;
    }
}
