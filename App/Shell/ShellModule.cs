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

    /// <summary>Shows people, not machines, a page where there is none.</summary>
    public static IApplicationBuilder UseNotFoundPage(this IApplicationBuilder app) => app.UseWhen(
        http => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal),
        pages => pages.UseStatusCodePagesWithReExecute("/404"));
}
