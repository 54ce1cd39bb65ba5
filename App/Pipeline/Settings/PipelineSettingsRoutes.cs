using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Changing pipelines over REST.</summary>
internal static class PipelineSettingsRoutes
{
    public static void Map(RouteGroupBuilder pipelines)
    {
        pipelines.MapPost("/order", Order).WithName("OrderPipelines").WithSummary("Put the pipelines into an order");
        pipelines.MapPatch("/{id}", Change).WithName("ChangePipeline").WithSummary("Change a pipeline: its name, its stages in order, their probabilities, fields and rules");
        pipelines.MapDelete("/{id}", Delete).WithName("DeletePipeline").WithSummary("Put a pipeline without open opportunities into the bin");
        pipelines.MapPost("/{id}/restore", Restore).WithName("RestorePipeline").WithSummary("Take a pipeline out of the bin");
        pipelines.MapGet("/{id}/probability-tables", Tables).WithName("ListProbabilityTables").WithSummary("List the probabilities that the stages of a pipeline have had");
    }

    private static async Task<Answer<PipelinesOrdered>> Order(Body<PipelineOrder> body, RestCall call) =>
        new(new PipelinesOrdered(await call.Send(body.Value.Request())));

    private static async Task<Answer<PipelineSavedAnswer>> Change(string id, Patch<PipelineInput> patch, RestCall call)
    {
        var number = WireId.Of(RecordKind.Pipeline, id);
        var saved = await call.Change<PipelineSaved>(async () =>
        {
            var present = await call.Send(new GetPipeline(number));
            return new EditPipeline(number, patch.Over(PipelineInput.Of(present)).Design(), call.Version ?? present.Version);
        });
        return call.Read(new PipelineSavedAnswer(number.Id(RecordKind.Pipeline), saved.Version, saved.PublishedTable), saved.Version);
    }

    private static async Task<Answer<Saved>> Delete(string id, RestCall call)
    {
        var number = WireId.Of(RecordKind.Pipeline, id);
        return call.Saved(RecordKind.Pipeline, number, await call.Send(new DeletePipeline(number, call.Version)));
    }

    private static async Task<Answer<Saved>> Restore(string id, RestCall call)
    {
        var number = WireId.Of(RecordKind.Pipeline, id);
        return call.Saved(RecordKind.Pipeline, number, await call.Send(new RestorePipeline(number, call.Version)));
    }

    private static async Task<ListAnswer<ProbabilityTableResource>> Tables(string id, RestCall call) => new(
        [.. (await call.Send(new ListProbabilityTables(WireId.Of(RecordKind.Pipeline, id)))).Select(ProbabilityTableResource.Of)], NextCursor: null);
}
