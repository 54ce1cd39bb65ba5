using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

public static class PipelineModule
{
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<HeldRecords>(new HeldRecords<Deal>("open deal", "open deals", db => db.Deals.Where(deal => deal.Outcome == StageKind.Open), (deal, owner, team) => deal.AssignTo(owner, team)));
        services.AddSingleton<NoticeSource, DealNotices>();
        services.AddSingleton<PaceBook>();
        services.AddSingleton<PlaybookShelf>();
        services.AddHostedService<PipelineWorker>();
        services.AddSingleton<NoticeSource, ExceptionNotices>();
        services.AddSingleton(new NoticeActions(RecordKind.MoveApproval, typeof(ApprovalNotice)));
        services.AddSingleton(new RecordPlace(RecordKind.MoveApproval, "/approvals"));
        services.AddSingleton(new NavItem(NavGroups.Sell, "Pipeline", "/pipeline", "board", "opportunity.read") { Key = 'p', Order = 1, IsMain = true, Words = "board kanban stages" });
        services.AddSingleton(new NavItem(NavGroups.Sell, "Deals", "/deals", "pulse", "opportunity.read") { Key = 'd', Order = 2, IsMain = true, Words = "opportunities list" });
        services.AddSingleton(new NavItem(NavGroups.Sell, "Insights", "/pipeline-insights", "chart", "opportunity.read") { Key = 'i', Order = 3, Words = "conversion velocity win rate cycle time slip funnel figures metrics" });
        services.AddSingleton(new NavItem(NavGroups.Settings, "Pipelines", "/settings/pipelines", "board", "pipeline.update") { Order = 6, Words = "stages probabilities required fields rules" });
        services.AddSingleton(new PaletteAction("Pipeline settings", "/settings/pipelines", "settings", "pipeline.update", "stages probabilities required fields rules"));
        services.AddSingleton(new PaletteAction("New pipeline", "/settings/pipelines?new=1", "plus", "pipeline.create", "stages add"));
        services.AddSingleton(new PaletteAction("New deal", "/pipeline?new=1", "plus", "opportunity.create", "opportunity add") { IsForPageBelow = true });
        services.AddSingleton(new PaletteAction("Show pipeline insights", "/pipeline-insights", "chart", "opportunity.read", "conversion velocity cycle slip funnel figures metrics"));
        services.AddSingleton(new PaletteAction("Show insights beside the board", "/pipeline?insights=1", "chart", "opportunity.read", "sidebar figures metrics") { IsForPageBelow = true });
        services.AddSingleton(new RecordPlace(RecordKind.Deal, "/deals"));
        services.AddSingleton(new HitSource(RecordKind.Deal, "pulse", "opportunity.read", text => new FindDeals(text)));
        services.AddSingleton(new RecordTab(RecordKind.Deal, "Stages", typeof(DealStagesTab), "opportunity.read", 10));
        services.AddSingleton(new RecordTab(RecordKind.Deal, "Contacts", typeof(DealContactsTab), "opportunity.read", 20));
        services.AddSingleton(new RecordTab(RecordKind.Deal, "Products", typeof(DealLinesTab), "opportunity.read", 30));
        services.AddSingleton(new RecordTab(RecordKind.Contact, "Deals", typeof(ContactDealsTab), "opportunity.read", 10));
        services.AddSingleton(new RecordTab(RecordKind.Product, "Deals", typeof(ProductDealsTab), "opportunity.read", 10));
        services.AddSingleton(new RecordTab(RecordKind.Deal, "History", typeof(DealHistoryTab), "opportunity.read", 90));
        services.AddSingleton(new RecordTab(RecordKind.Account, "Deals", typeof(AccountDealsTab), "opportunity.read", 10));
        AddBoardKeys(services);
        return services;
    }

    private static void AddBoardKeys(IServiceCollection services)
    {
        (string Keys, string Does)[] keys =
        [
            ("← ↑ → ↓", "From card to card"),
            ("Shift ←", "Move the card to the stage before"),
            ("Shift →", "Move the card to the next stage"),
            ("Alt ↑", "Move the card up"),
            ("Alt ↓", "Move the card down"),
            ("Enter", "Open the card"),
            ("E", "Open it to edit"),
            ("Q", "Edit it where it lies"),
            ("X", "Select the card, like Space"),
            ("Shift X", "Select all from the one before to this, like Shift and a click"),
            ("Shift ↓", "Select on downwards, Shift ↑ upwards"),
            ("Ctrl Click", "Select the card beside others"),
            ("Z", "Take the last step back"),
            ("Shift Z", "Do it again, like Ctrl Y"),
            ("Ctrl Enter", "Answer what a move asks"),
            ("N", "New deal"),
            ("F", "Filter the board"),
            ("Shift G", "Group by owner, by account, not at all"),
            ("Esc", "Put the dragged card back, clear the selection"),
        ];
        foreach (var (pressed, does) in keys)
        {
            services.AddSingleton(new KeyHint("Board", pressed, does));
        }
    }
}
