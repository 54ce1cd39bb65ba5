using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmLive.Bench;

/// <summary>The yardstick in the same process: a Blazor page with nothing on it, and a SignalR hub that only says what it is told.</summary>
internal sealed class EmptySite(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.Single());

    public static async Task<EmptySite> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapHub<EchoHub>("/echo");
        app.MapGet("/blank", () => TypedResults.Content("<!DOCTYPE html><title>Echo</title>", "text/html"));
        app.MapRazorComponents<EmptyRoot>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new EmptySite(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>Says to everybody what one says.</summary>
internal sealed class EchoHub : Microsoft.AspNetCore.SignalR.Hub
{
    public Task Say(string text) => Clients.All.SendAsync("said", text);
}

/// <summary>The document around the empty page.</summary>
[Route("/")]
public sealed class EmptyRoot : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html><html lang=\"en\"><head><title>Empty</title><base href=\"/\"></head><body>");
        builder.OpenComponent<EmptyPage>(1);
        builder.AddComponentRenderMode(new InteractiveServerRenderMode(prerender: false));
        builder.CloseComponent();
        builder.AddMarkupContent(2, "</body></html>");
    }
}

/// <summary>A page with nothing on it.</summary>
public sealed class EmptyPage : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, "<p>Empty</p>");
}
