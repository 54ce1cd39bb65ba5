using CrmLive.Live;

namespace CrmLive.Pipeline;

public static class PipelineModule
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services.AddSingleton<NoticeSource, DealNotices>();
}
