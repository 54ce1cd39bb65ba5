using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace CrmLive.Support;

/// <summary>The program as <see cref="CrmServer"/> builds it, on a given database. It serves nothing until a test starts it.</summary>
internal sealed class WorldProgram : IAsyncDisposable
{
    private readonly Home _home;
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-world-").FullName;

    public WorldProgram(string address, TimeProvider clock)
        : this(new PostgreSqlProvider(new DatabaseOptions(address)), clock)
    {
    }

    /// <param name="isEvaluation">People may look around in it with one-click accounts.</param>
    public WorldProgram(DatabaseProvider provider, TimeProvider clock, bool isEvaluation = false, params IReadOnlyList<(string Name, string Value)> settings)
    {
        _home = Home.Around(_folder, provider, isEvaluation);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(CrmServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();

        // A suite asks faster than any client; the limits have tests of their own.
        builder.Configuration["Api:KeyPerMinute"] = "100000";
        builder.Configuration["Api:TenantPerMinute"] = "100000";
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        App = CrmServer.Build(builder, _home, clock);
    }

    public WebApplication App { get; }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _home.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
