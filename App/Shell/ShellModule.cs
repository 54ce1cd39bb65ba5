using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Shell;

public static class ShellModule
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddSingleton<Navigation>();
        services.AddSingleton<PaletteSearch>();
        services.AddScoped<Desk>();
        services.AddScoped<Toasts>();
        return services;
    }

    /// <summary>Answers where no page is: people get one that says so, programs the bare status.</summary>
    public static IEndpointRouteBuilder MapNotFoundPage(this IEndpointRouteBuilder routes)
    {
        routes.MapFallback(http =>
        {
            IResult answer = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
                ? new RazorComponentResult<Root> { StatusCode = StatusCodes.Status404NotFound }
                : Results.NotFound();
            return answer.ExecuteAsync(http);
        });
        return routes;
    }
}
