using CrmLive.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace CrmLive.Support;

/// <summary>Renders a whole page as a circuit would, with frame and router, and leaves it again; only no browser draws it.</summary>
internal static class PageRenderer
{
    /// <returns>The HTML when nothing is being loaded any more.</returns>
    /// <exception cref="Exception">What would have ended the circuit.</exception>
    public static async Task<string> Render(World world, SignedInBrowser browser, string path)
    {
        await using var scope = world.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        ((IHostEnvironmentAuthenticationStateProvider)services.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(browser.Person)));
        var address = services.GetRequiredService<NavigationManager>();
        ((Microsoft.AspNetCore.Components.Routing.IHostEnvironmentNavigationManager)address).Initialize("http://localhost/", $"http://localhost{path}");
        var nobody = new NoBrowser();

        // A page that leads elsewhere tells the browser so.
        address.GetType().GetMethod("AttachJsRuntime")!.Invoke(address, [nobody]);
        await using var renderer = new HtmlRenderer(new Beside(services, nobody), NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Routes>()).ToHtmlString());
    }

    // The services of the circuit, with a browser that answers nothing.
    private sealed class Beside(IServiceProvider services, NoBrowser browser) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IJSRuntime) ? browser : services.GetService(serviceType);
    }

    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult(default(TValue)!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }
}
