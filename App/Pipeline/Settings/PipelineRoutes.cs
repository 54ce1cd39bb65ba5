using CrmLive.Shell;
using Created = Microsoft.AspNetCore.Http.HttpResults.Created<CrmLive.Shell.Answer<CrmLive.Shell.Saved>>;

namespace CrmLive.Pipeline;

/// <summary><c>/api/v1/pipelines</c>.</summary>
public static class PipelineRoutes
{
    private const string Plural = "pipelines";

    /// <summary>Pipelines and opportunities over REST.</summary>
    public static RouteGroupBuilder MapPipelineRoutes(this RouteGroupBuilder api)
    {
        var pipelines = api.MapResource(Plural);
        pipelines.MapGet("", List).WithName("ListPipelines").WithSummary("List pipelines with their stages");
        pipelines.MapGet("/{id}", Read).WithVersion().WithName("GetPipeline").WithSummary("Read a pipeline with its stages, their required fields, and its rules");
        pipelines.MapGet("/{id}/board", Board).WithName("GetBoard").WithSummary("Read a pipeline as a board with its totals");
        pipelines.MapGet("/{id}/board/{stage}", Column).WithName("GetBoardStage").WithSummary("Read on in one stage of a board");
        pipelines.MapGet("/{id}/metrics", Metrics).WithName("GetPipelineMetrics").WithSummary("Read the figures of a pipeline for a period");
        pipelines.MapPost("", Create).WithName("AddPipeline").WithSummary("Add a pipeline");
        PipelineSettingsRoutes.Map(pipelines);
        DealRoutes.Map(api);
        return api;
    }

    private static async Task<ListAnswer<PipelineResource>> List(Asked<PipelineQuery> asked, RestCall call) =>
        call.List(await call.Send(asked.Value.Request()), PipelineResource.Of);

    private static async Task<Answer<PipelineSettings>> Read(string id, RestCall call)
    {
        var pipeline = await call.Send(new GetPipeline(WireId.Of(RecordKind.Pipeline, id)));
        return call.Read(PipelineSettings.Of(pipeline), pipeline.Version);
    }

    private static async Task<Answer<BoardResource>> Board(string id, Asked<BoardQuery> asked, RestCall call)
    {
        var pipeline = await Find(id, call);
        var board = await call.Send(new GetBoard(pipeline.Id, asked.Value.Filter(), Take: asked.Value.PerStage()));
        return new(BoardResource.Of(pipeline, board, call.CursorBelow));
    }

    private static async Task<ListAnswer<BoardItem>> Column(string id, string stage, Asked<BoardStageQuery> asked, RestCall call)
    {
        var pipeline = await Find(id, call);
        var number = WireId.Of(RecordKind.Stage, stage);
        if (pipeline.Stage(number) is null)
        {
            throw new NotFound(RecordKind.Stage, number);
        }

        var page = await call.Send(new GetBoardLane(pipeline.Id, number, asked.Value.Filter(), Cursor: asked.Value.Cursor, Take: asked.Value.Limit));
        return call.List(page, BoardItem.Of);
    }

    private static async Task<Answer<MetricsResource>> Metrics(string id, Asked<MetricsQuery> asked, RestCall call, TimeProvider clock)
    {
        var request = asked.Value.Request(WireId.Of(RecordKind.Pipeline, id), clock.GetUtcNow());
        return new(MetricsResource.Of(request, await call.Send(request)));
    }

    private static async Task<Created> Create(Body<NewPipeline> body, RestCall call) =>
        call.Created(RecordKind.Pipeline, Plural, await call.Send(body.Value.Request()));

    private static async Task<PipelineOutline> Find(string id, RestCall call)
    {
        var number = WireId.Of(RecordKind.Pipeline, id);
        return (await call.Send(new ListPipelines(Ids: [number]))).Rows.SingleOrDefault() ?? throw new NotFound(RecordKind.Pipeline, number);
    }
}
