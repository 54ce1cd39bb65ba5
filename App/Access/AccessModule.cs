using Microsoft.AspNetCore.Authentication.Cookies;

namespace CrmLive.Access;

public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ActorDirectory>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<SignInDesk>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "crm";
            cookie.LoginPath = "/signin";
            cookie.ReturnUrlParameter = "to";
        });
        return services;
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signin/evaluation", SignInDesk.EvaluationForm);
        return routes;
    }
}
