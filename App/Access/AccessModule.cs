using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ActorDirectory>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<EvaluationMode>();
        services.AddSingleton(new EndsWithEvaluation(
            () => new EndEvaluationSessions(),
            db => db.Sessions.Where(session => session.Method == Session.Evaluation && session.EndedAt == null).Select(session => session.TenantId)));
        services.AddHostedService<EndOfEvaluation>();
        services.AddSingleton<NoticeSource, RoleNotices>();
        services.AddScoped<AccessNews>();
        services.AddScoped<CircuitActivity>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitActivity>());
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddKeyProtection();

        // The framework would log the whole address of a request; the one that ends a sign-in holds its code.
        services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddSingleton<CookieSessions>();
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(UseSessions);
        AddDirectory(services, authentication, configuration);
        return services.AddPlaces();
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        SignInRoutes.Map(routes);
        return routes;
    }

    private static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddSingleton(new NavItem(NavGroups.Settings, "Profile", "/settings/profile", "user") { Order = 1, Words = "theme density time zone sessions" });
        services.AddSingleton(new NavItem(NavGroups.Settings, "Users", "/settings/users", "contact", "user.update") { Order = 2, Words = "people accounts" });
        services.AddSingleton(new NavItem(NavGroups.Settings, "Teams", "/settings/teams", "team", "team.read") { Order = 3 });
        services.AddSingleton(new NavItem(NavGroups.Settings, "Roles", "/settings/roles", "role", "role.read") { Order = 4, Words = "permissions hidden fields" });
        services.AddSingleton(new NavItem(NavGroups.Settings, "Why access", "/access/why", "key", "access.explain") { Order = 5, Words = "permission explain see" });
        return services;
    }

    // How long a session lasts stands in its row; the cookie only must not outlive it.
    private static void UseSessions(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "crm";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Session.Longest;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/signin";
        cookie.ReturnUrlParameter = "to";
        cookie.EventsType = typeof(CookieSessions);
    }

    private static void AddDirectory(IServiceCollection services, AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var section = configuration.GetSection(EntraOptions.Section);
        services.Configure<EntraOptions>(section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<EntraOptions>>().Value);
        if ((section.Get<EntraOptions>() ?? new EntraOptions()).Check() is { IsConfigured: true } directory)
        {
            DirectorySignIn.Add(authentication, directory);
        }
    }
}
