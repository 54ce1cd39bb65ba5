using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Shell;

/// <summary>The routes that every kind of record has, under its plural name.</summary>
internal static class RecordRoutes
{
    /// <typeparam name="T">The entity.</typeparam>
    /// <typeparam name="TFields">What commands carry.</typeparam>
    /// <typeparam name="TNew">What is posted; with <c>owner_id</c> where people own the records.</typeparam>
    /// <typeparam name="TInput">What can be written later.</typeparam>
    /// <typeparam name="TResource">What is read of one.</typeparam>
    /// <typeparam name="TItem">What is read of each in a list.</typeparam>
    /// <typeparam name="TQuery">Which of them.</typeparam>
    public static RouteGroupBuilder MapRecord<T, TFields, TNew, TInput, TResource, TItem, TQuery>(this RouteGroupBuilder api)
        where T : Entity, IRecordOf<TFields>
        where TFields : class
        where TNew : class
        where TInput : class
        where TQuery : RecordQuery
    {
        var kind = new Kind<T, TFields, TNew, TInput, TResource, TItem, TQuery>(api.ServiceProvider().GetRequiredService<RecordCommands<T, TFields>>());
        kind.Map(api.MapResource(RecordTypes.Of<T>().Path));
        return api;
    }

    private static IServiceProvider ServiceProvider(this RouteGroupBuilder api) => ((IEndpointRouteBuilder)api).ServiceProvider;

    private sealed class Kind<T, TFields, TNew, TInput, TResource, TItem, TQuery>(RecordCommands<T, TFields> commands)
        where T : Entity, IRecordOf<TFields>
        where TFields : class
        where TNew : class
        where TInput : class
        where TQuery : RecordQuery
    {
        private static readonly RecordType Type = RecordTypes.Of<T>();
        private static readonly IReadOnlyList<string> Columns = [.. Type.Fields.Where(field => typeof(TItem).GetProperty(field.Property) is not null).Select(field => field.Key)];

        public void Map(RouteGroupBuilder routes)
        {
            var (name, one) = (typeof(T).Name, Type.Label.ToLowerInvariant());
            var a = "aeiou".Contains(one[0], StringComparison.Ordinal) ? $"an {one}" : $"a {one}";
            routes.MapGet("", List).WithName($"List{char.ToUpperInvariant(Type.Path[0])}{Type.Path[1..]}").WithSummary($"List {Type.Path}");
            routes.MapGet("/{id}", Read).WithVersion().WithName($"Get{name}").WithSummary($"Read {a}, now or as it was");
            routes.MapGet("/{id}/history", History).WithName($"Get{name}History").WithSummary($"Read what happened to {a}");
            routes.MapPost("", Create).WithName($"Add{name}").WithSummary($"Add {a}");
            routes.MapPut("/{id}", Replace).WithName($"Replace{name}").WithSummary($"Replace {a}");
            routes.MapPatch("/{id}", Change).WithName($"Edit{name}").WithSummary($"Change fields of {a}");
            routes.MapDelete("/{id}", Delete).WithName($"Delete{name}").WithSummary($"Put {a} into the bin");
            routes.MapPost("/{id}/restore", Restore).WithName($"Restore{name}").WithSummary($"Take {a} out of the bin");
            if (commands.Assign is not null)
            {
                routes.MapPost("/{id}/assign", Assign).WithName($"Assign{name}").WithSummary($"Give {a} to somebody");
            }
        }

        private static async Task<ListAnswer<TItem>> List(Asked<TQuery> asked, RestCall call) =>
            call.List(await call.Send(asked.Value.Request<T>(Columns)), row => WireRecord.Of<TItem>(Type, row));

        private static async Task<Answer<TResource>> Read(string id, Asked<AsOfQuery> asked, RestCall call)
        {
            var record = await call.Send(new GetRecord<T, TFields>(Number(id), asked.Value.AsOf));
            return call.Read(WireRecord.Of<TResource, TFields>(Type, record), record.Version);
        }

        private static async Task<ListAnswer<HistoryItem>> History(string id, Asked<HistoryQuery> asked, RestCall call) =>
            call.List(await call.Send(new GetRecordHistory<T>(Number(id), asked.Value.Cursor, asked.Value.Limit)), HistoryItem.Of);

        private async Task<Created<Answer<Saved>>> Create(Body<TNew> body, RestCall call)
        {
            var owner = (RecordId?)typeof(TNew).GetProperty(nameof(IOwned.OwnerId))?.GetValue(body.Value);
            var number = await call.Send(commands.Add(WireRecord.Fields<TFields>(Type, body.Value), owner.Number(RecordKind.User, "owner_id")));
            return call.Created(Type.Kind, Type.Path, number);
        }

        private async Task<Answer<Saved>> Replace(string id, Body<TInput> body, RestCall call)
        {
            var number = Number(id);
            return Saved(call, number, await call.Send(commands.Edit(number, WireRecord.Fields<TFields>(Type, body.Value), call.RequiredVersion, true)));
        }

        private async Task<Answer<Saved>> Change(string id, Patch<TInput> patch, RestCall call)
        {
            var number = Number(id);
            return Saved(call, number, await call.Change<long>(async () =>
            {
                var present = await call.Send(new GetRecord<T, TFields>(number));
                var fields = WireRecord.Fields<TFields>(Type, patch.Over(WireRecord.Of<TInput, TFields>(Type, present.Fields)));
                return commands.Edit(number, fields, call.Version ?? present.Version, call.Version is not null);
            }));
        }

        private async Task<Answer<Saved>> Assign(string id, Body<NewOwner> body, RestCall call)
        {
            var number = Number(id);
            return Saved(call, number, await call.Send(commands.Assign!(number, body.Value.OwnerId.Number(RecordKind.User, "owner_id"), call.Version)));
        }

        private static async Task<Answer<Saved>> Delete(string id, RestCall call)
        {
            var number = Number(id);
            return Saved(call, number, await call.Send(new DeleteRecord<T>(number, call.Version)));
        }

        private static async Task<Answer<Saved>> Restore(string id, RestCall call)
        {
            var number = Number(id);
            return Saved(call, number, await call.Send(new RestoreRecord<T>(number, call.Version)));
        }

        private static long Number(string id) => WireId.Of(Type.Kind, id);

        private static Answer<Saved> Saved(RestCall call, long number, long version) => call.Saved(Type.Kind, number, version);
    }
}
