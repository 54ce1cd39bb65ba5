using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Operations;
using CrmLive.Operations.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Support;

/// <summary>The migrated database with the acme cast in it, made once; every site works on a copy.</summary>
internal static class CastTemplate
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? _name;
    private static int _copies;

    public static async Task<string> Copy(TestServer server)
    {
        await Gate.WaitAsync().Soon("the template of the cast", TestPatience.Long);
        try
        {
            _name ??= await Make(server);
        }
        finally
        {
            Gate.Release();
        }

        var copy = $"{_name}_{Interlocked.Increment(ref _copies)}";
        await server.Execute($"create database {copy} template {_name}");
        return server.Address(copy);
    }

    private static async Task<string> Make(TestServer server)
    {
        var address = await server.CreateEmptyDatabase();
        await using var home = Home.Around(Site.Folder(), new PostgreSqlProvider(new DatabaseOptions(address)));
        await using var app = CrmServer.Build(Site.Builder(), home);
        await CrmServer.Prepare(app, CancellationToken.None);
        await app.Services.GetRequiredService<CastLoader>().Load(Cast.Acme(), CancellationToken.None);
        return new Npgsql.NpgsqlConnectionStringBuilder(address).Database!;
    }
}
