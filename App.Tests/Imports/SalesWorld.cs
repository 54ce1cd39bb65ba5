using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Imports;

/// <summary>A world with the tenant <c>maven</c>, into which the crm-sales set was imported once.</summary>
public sealed class SalesWorld(TestServer server) : IAsyncLifetime
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

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(ReportFolder, recursive: true);
        await World.DisposeAsync();
    }
}
