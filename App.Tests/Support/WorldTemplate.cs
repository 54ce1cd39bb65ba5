using CrmLive.Data;
using CrmLive.Operations.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Support;

/// <summary>The database with the cast in it that every world of this run is a copy of; made by the first.</summary>
internal static class WorldTemplate
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? _address;

    public static async Task<string> Of(TestServer server, TestClock clock)
    {
        await Gate.WaitAsync().Soon("the template of the world", TestPatience.Long);
        try
        {
            return _address ??= await Make(server, clock);
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<string> Make(TestServer server, TestClock clock)
    {
        var address = await server.CreateEmptyDatabase();
        await using var program = new WorldProgram(address, clock);
        await program.App.Services.GetRequiredService<Migrator>().Run(CancellationToken.None);
        var loader = program.App.Services.GetRequiredService<CastLoader>();
        await loader.Load(Cast.Acme(), CancellationToken.None);
        await loader.Load(Cast.Parse(Repository.Read("fixtures", "cast", "rival.yaml")), CancellationToken.None);
        return address;
    }
}
