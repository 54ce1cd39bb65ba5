using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Shell;

public static class ShellModule
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        // A page that is given up is loaded anew, with what was typed in it; built anew from a kept state it would lose that without a word.
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.PersistedCircuitInMemoryMaxRetained = 0);
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddSingleton<Navigation>();
        services.AddSingleton<PaletteSearch>();
        services.AddSingleton(new KeyHint("Page of a record", "Z", "Take the last change back"));
        services.AddSingleton(new KeyHint("Page of a record", "Shift Z", "Do it again, like Ctrl Y"));
        services.AddScoped<Desk>();
        services.AddScoped<Toasts>();
        services.AddScoped<Conflicts>();
        return services;
    }

    /// <summary>Stands before pages, forms and downloads; what is under <c>/api</c> has a gate of its own.</summary>
    public static WebApplication UsePageGate(this WebApplication app)
    {
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/api"), pages => pages.UseMiddleware<PageGate>());
        return app;
    }

    /// <summary>Answers where no page is: people get one that says so, programs the bare status.</summary>
    public static WebApplication MapNotFoundPage(this WebApplication app)
    {
        var nowhere = new Endpoint(Answer, EndpointMetadataCollection.Empty, "Not found");

        // Not a fallback route: that would match wherever another method or media type is asked for, and hide that it is refused.
        app.Use((http, next) =>
        {
            if (http.GetEndpoint() is null && !http.Request.Path.StartsWithSegments("/api"))
            {
                http.SetEndpoint(nowhere);
            }

            return next(http);
        });
        return app;
    }

    private static Task Answer(HttpContext http)
    {
        IResult answer = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            ? new RazorComponentResult<Root> { StatusCode = StatusCodes.Status404NotFound }
            : Results.NotFound();
        return answer.ExecuteAsync(http);
    }
}
