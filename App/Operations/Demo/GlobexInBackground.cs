namespace CrmLive.Operations.Demo;

/// <summary>Makes the big demo tenant after the doors have opened, on a private database only.</summary>
internal sealed class GlobexInBackground(Home home, DemoTenants demo, IHostApplicationLifetime life, ILogger<GlobexInBackground> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!home.IsLocal)
        {
            return;
        }

        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = life.ApplicationStarted.Register(opened.SetResult);
        await opened.Task.WaitAsync(stoppingToken);
        try
        {
            await demo.LoadGlobex(Console.WriteLine, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "The demo company Globex could not be made; the next start tries again");
        }
    }
}
