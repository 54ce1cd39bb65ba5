using System.CommandLine;
using CrmLive.Pipeline;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary><c>crm deals list | show | add | edit | move | history</c>.</summary>
internal static class DealVerbs
{
    private static readonly Argument<string> Deal = new("deal") { Description = "Id such as opp_1001." };
    private static readonly Option<string?> Search = new("--search") { Description = "Words of the name of the deal, its account or its owner." };
    private static readonly Option<string?> Pipeline = new("--pipeline") { Description = "Id of the pipeline: pl_1001." };
    private static readonly Option<string?> Stage = new("--stage") { Description = "Id of the stage: stg_1001." };
    private static readonly Option<string> ToStage = new("--stage") { Description = "Name of the stage, or its id such as stg_1001; 'crm pipelines list' tells them.", Required = true };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Id of the owner: usr_1001." };
    private static readonly Option<StageKind?> Outcome = new("--outcome") { Description = "open, won or lost." };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "next_cursor of the page before." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Deals per page, 1 to 200.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string?> Name = new("--name") { Description = "What the deal is called." };
    private static readonly Option<decimal?> Amount = new("--amount") { Description = "In major units of the pipeline's currency." };
    private static readonly Option<string?> Account = new("--account") { Description = "Id of the account: acc_1001." };
    private static readonly Option<string?> Contact = new("--contact") { Description = "Id of the contact: ct_1001." };
    private static readonly Option<string?> Product = new("--product") { Description = "Id of the product: prd_1001." };
    private static readonly Option<DateOnly?> Close = new("--close") { Description = "Day of the expected close: 2026-03-31." };
    private static readonly Option<string?> Next = new("--next") { Description = "The next step." };
    private static readonly Option<long?> Version = new("--if-version") { Description = "Refuses when the deal has changed since this version." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; needed where a deal is lost or where a rule asks." };

    public static Command Deals() => Verb.Group("deals", "Deals and their way through the stages.",
        Verb.Of("list", "Lists deals by name.", List, Search, Pipeline, Stage, Owner, Outcome, Cursor, Limit),
        Verb.Of("show", "Shows one deal with its risk.", Show, Deal),
        Verb.Of("add", "Adds a deal in an open stage. Without an owner it belongs to the person who adds it.", Add, ToStage, Name, Amount, Account, Contact, Product, Close, Next, Owner),
        Verb.Of("edit", "Changes what is named and leaves the rest.", Edit, Deal, Name, Amount, Account, Contact, Product, Close, Next, Version),
        Verb.Of("move", "Moves a deal to another stage, by the same rules as on the board. What the stage requires can be given with it.", Move, Deal, ToStage, Reason, Amount, Account, Contact, Product, Close, Next, Version),
        Verb.Of("history", "Shows the way of a deal through the stages, the latest transition first.", History, Deal, Cursor, Limit));

    private static async Task<object?> List(VerbRun run)
    {
        var page = await run.Send(new ListDeals(
            run.Get(Search), run.Number(RecordKind.Pipeline, Pipeline), run.Number(RecordKind.Stage, Stage), run.Number(RecordKind.User, Owner),
            Outcome: run.Get(Outcome), Order: DealOrder.Name, Descending: false, Cursor: run.Get(Cursor), Take: run.Get(Limit)));
        return new { Deals = page.Rows.Select(DealItem.Of), NextCursor = page.Next };
    }

    private static async Task<object?> Show(VerbRun run) => DealResource.Of(await run.Send(new GetDeal(Number(run))));

    private static async Task<object?> Add(VerbRun run)
    {
        var stage = await StageOf(run, _ => true);
        var deal = await run.Send(new AddDeal(stage, Over(run, new DealFields(null, 0m)), run.Number(RecordKind.User, Owner)));
        return new { Id = new RecordId(RecordKind.Deal, deal) };
    }

    private static async Task<object?> Edit(VerbRun run)
    {
        var present = await run.Send(new GetDeal(Number(run)));
        var version = await run.Send(new EditDeal(present.Id, Over(run, present.Fields()), run.Get(Version) ?? present.Version, run.Get(Version) is not null));
        return new { Id = present.Key, Version = version };
    }

    private static async Task<object?> Move(VerbRun run)
    {
        var deal = await run.Send(new GetDeal(Number(run)));
        var stage = await StageOf(run, pipeline => pipeline.Id == deal.PipelineId);
        return DealMoveAnswer.Of(await run.Send(new MoveDeal(deal.Id, stage, run.Get(Version), run.Get(Reason), OnTheWay(run))));
    }

    private static async Task<object?> History(VerbRun run)
    {
        var page = await run.Send(new ListStageChanges(Number(run), run.Get(Cursor), run.Get(Limit)));
        return new { Transitions = page.Rows.Select(DealTransition.Of), NextCursor = page.Next };
    }

    /// <exception cref="InvalidInput">No such stage, or several of this name.</exception>
    private static async Task<long> StageOf(VerbRun run, Func<PipelineOutline, bool> isMeant)
    {
        var typed = run.Get(ToStage)!;
        if (RecordId.TryParse(typed, RecordKind.Stage, out var number))
        {
            return number;
        }

        var named = (await run.Send(new ListPipelines())).Rows.Where(isMeant).SelectMany(pipeline => pipeline.Stages)
            .Where(stage => string.Equals(stage.Name, typed, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? named[0].Id
            : throw InvalidInput.Of("stage", "unknown", named.Count == 0
                ? $"There is no stage '{typed}' here. 'crm pipelines list' tells the stages."
                : $"Several pipelines have a stage '{typed}'. Give its id; 'crm pipelines list' tells it.");
    }

    private static long Number(VerbRun run) => WireId.Of(RecordKind.Deal, run.Get(Deal));

    private static MoveFields OnTheWay(VerbRun run) => new(
        run.Get(Amount), run.Number(RecordKind.Account, Account), run.Number(RecordKind.Contact, Contact), run.Number(RecordKind.Product, Product), run.Day(Close), run.Get(Next));

    private static DealFields Over(VerbRun run, DealFields fields) => new(
        run.Get(Name) ?? fields.Name,
        run.Get(Amount) ?? fields.Amount,
        run.Number(RecordKind.Account, Account) ?? fields.AccountId,
        run.Number(RecordKind.Contact, Contact) ?? fields.ContactId,
        run.Number(RecordKind.Product, Product) ?? fields.ProductId,
        run.Day(Close) ?? fields.ExpectedClose,
        run.Get(Next) ?? fields.NextStep);
}
