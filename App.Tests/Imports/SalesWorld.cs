using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Hub;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Imports;

/// <summary>A world with the tenant <c>maven</c>, into which the crm-sales set was imported once.</summary>
public sealed class SalesWorld(CrmLive.Support.TestServer server) : IAsyncLifetime
{
    public World World { get; } = new(server);

    public long Maven { get; private set; }

    /// <summary>Null where the set is absent.</summary>
    public ImportReport? Report { get; private set; }

    public string ReportFolder { get; } = Directory.CreateTempSubdirectory("crm-report-").FullName;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        if (CrmSales.IsHere)
        {
            Maven = (await World.Services.GetRequiredService<TenantDirectory>().Ensure("maven", "Maven", CancellationToken.None)).Id;
            await World.AsSoftware(Maven, new SetUpRoles());
            Report = await Import();
        }
    }

    public async Task<ImportReport> Import() => await World.Services.GetRequiredService<FolderImport>().Run(
        new ImportJob(CrmSales.Path, CrmSales.Map(), Caller.Software(Maven, "Import"), ReportFolder), CancellationToken.None);

    /// <summary>Asks the REST interface as a manager of the tenant.</summary>
    public async Task<JsonElement> Rest(string path)
    {
        var key = await World.AsSoftware(Maven, new CreateApiKey("dustin.brinkmann@maven.example", ["opportunity.read", "pipeline.read"]));
        await World.App.StartAsync();
        using var client = World.App.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/" + path);
        await World.App.StopAsync();
        return answer.GetProperty("data");
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(ReportFolder, recursive: true);
        await World.DisposeAsync();
    }
}
