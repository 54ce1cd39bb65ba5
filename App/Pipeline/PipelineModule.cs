using CrmLive.Live;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

public static class PipelineModule
{
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<NoticeSource, DealNotices>();
        services.AddHostedService<PipelineWorker>();
        services.AddSingleton(new NavItem(NavGroups.Sell, "Pipeline", "/pipeline", "board", "opportunity.read") { Key = 'p', Order = 1, IsMain = true, Words = "board kanban stages" });
        services.AddSingleton(new NavItem(NavGroups.Sell, "Deals", "/deals", "pulse", "opportunity.read") { Key = 'd', Order = 2, IsMain = true, Words = "opportunities list" });
        services.AddSingleton(new PaletteAction("New deal", "/pipeline?new=1", "plus", "opportunity.create", "opportunity add"));
        services.AddSingleton(new RecordPlace(RecordKind.Deal, "/deals"));
        services.AddSingleton(new HitSource(RecordKind.Deal, "pulse", "opportunity.read", text => new FindDeals(text)));
        services.AddSingleton(new RecordTab(RecordKind.Deal, "Stages", typeof(DealStagesTab), "opportunity.read", 10));
        services.AddSingleton(new RecordTab(RecordKind.Deal, "History", typeof(DealHistoryTab), "opportunity.read", 90));
        services.AddSingleton(new RecordTab(RecordKind.Account, "Deals", typeof(AccountDealsTab), "opportunity.read", 10));
        return services;
    }
}
