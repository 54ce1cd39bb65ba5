using CrmLive.Access;

namespace CrmLive.Operations;

/// <summary>What somebody who has just typed <c>make run</c> wants to read: the address, and with whom to sign in.</summary>
internal sealed class Banner(IHostApplicationLifetime life, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStarted.Register(() => _ = Print(life.ApplicationStopping));
        life.ApplicationStopping.Register(() => Console.WriteLine("CrmLive is leaving…"));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Print(CancellationToken ct)
    {
        var app = services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>();
        var addresses = app.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()?.Addresses ?? [];
        var desk = services.GetRequiredService<SignInDesk>();
        Console.WriteLine($"CrmLive is ready at {string.Join(" and ", addresses)}");
        foreach (var tenant in desk.OffersEvaluation ? await desk.Accounts(ct) : [])
        {
            Console.WriteLine($"  {tenant.Name}: {string.Join(", ", tenant.Accounts.Select(account => $"{account.Name} ({account.Role})"))}");
        }

        var mode = services.GetRequiredService<EvaluationMode>();
        if (mode.Refusal is { } why)
        {
            Console.WriteLine(why);
        }

        if (mode.Exposed is not null && !services.GetRequiredService<HostList>().HasAdded)
        {
            Console.WriteLine("It answers to localhost only. Name the host that people type: Hosts__0=crm.example.");
        }

        if (desk.OffersEvaluation)
        {
            Console.WriteLine("Sign in with one click on a name. Ctrl-C stops the server and its database.");
        }
    }
}
