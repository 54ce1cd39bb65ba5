
namespace CrmLive.Shell;

public static class ShellModule
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddScoped<Desk>();
        services.AddScoped<Toasts>();
        return services;
    }
}
