using System.Collections.Concurrent;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Operations;
using CrmLive.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmLive.Access;

/// <summary>The whole program with a foreign identity provider configured, and everything that it logs.</summary>
public sealed class DirectorySite(TestServer server, Chromium chromium) : IAsyncLifetime
{
    private readonly ForeignDirectory _directory = new();
    private WebApplication? _app;
    private Home? _home;
    private string _database = "";

    public Chromium Chromium => chromium;

    public string Address { get; private set; } = "";

    internal ForeignDirectory Directory => _directory;

    public ConcurrentQueue<string> Log { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await _directory.Start();
        _database = await CastTemplate.Copy(server);
        _home = Home.Around(Site.Folder(), new PostgreSqlProvider(new DatabaseOptions(_database)), isEvaluation: true);
        var builder = Site.Builder();
        builder.Logging.AddProvider(new Listener(Log)).SetMinimumLevel(LogLevel.Information);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignIn:Entra:Authority"] = _directory.Authority,
            ["SignIn:Entra:ClientId"] = "crmlive",
            ["SignIn:Entra:ClientSecret"] = "a-secret-of-the-client",
            [$"SignIn:Entra:TenantMap:{ForeignDirectory.Tenant}"] = "acme",
            ["SignIn:Entra:RoleMap:Sales"] = "rep",
            ["SignIn:Entra:RoleMap:Boss"] = "admin",
            ["SignIn:Entra:EndDirectorySession"] = "true",
        });
        _app = CrmServer.Build(builder, _home);
        await _app.StartAsync();
        Address = _app.Urls.Single();
        await _directory.Serve(Address);
    }

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task<T> Ask<T>(Func<CrmDb, Task<T>> question)
    {
        var acme = (await Get<TenantDirectory>().Find("acme", CancellationToken.None))!;
        await using var db = Get<CrmDbFactory>().Create(Work.Of(acme.Id, "test"));
        return await question(db);
    }

    public async ValueTask DisposeAsync()
    {
        await _directory.DisposeAsync();
        if (_app is not null)
        {
            await _app.DisposeAsync();
            await _home!.DisposeAsync();
            await server.DropDatabase(_database);
            System.IO.Directory.Delete(_home.Folder, recursive: true);
        }
    }
}
