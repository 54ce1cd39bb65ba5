using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Operations.Audit;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using MediatR;

namespace CrmLive.Hub;

/// <summary>
/// Every way that a field leaves the program, for somebody from whom every field of the catalogue is hidden: every question that a page or a route can ask, with
/// audit, history, search, board and figures among them, and every file. What the wire says has its own test (<see cref="RestHiddenFieldTests"/>).
/// </summary>
public sealed class HiddenEverywhereTests(RestWorld rest) : IClassFixture<RestWorld>, IAsyncLifetime
{
    private static readonly JsonSerializerOptions AsText = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

    private static readonly MethodInfo AskAny = typeof(HiddenEverywhereTests).GetMethod(nameof(AskAs), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private IReadOnlyDictionary<string, string> _ids = new Dictionary<string, string>();

    private World World => rest.World;

    public static IEnumerable<Type> Questions => RequestDoor.All.Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQuery<>)));

    public async ValueTask InitializeAsync() => _ids = await Veil.Draw(rest);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task No_answer_to_any_question_tells_a_hidden_value()
    {
        var (told, tellers, asked) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var type in Questions)
        {
            if (await Ask(World.Sam, type) is { } answer)
            {
                asked.Add(RequestDoor.Of(type).Name);
                told.AddRange(Veil.Secrets.Where(secret => answer.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{RequestDoor.Of(type).Name} tells {secret}"));
            }

            if (await Ask(World.Admin, type) is { } seen && Veil.Secrets.Any(secret => seen.Contains(secret, StringComparison.Ordinal)))
            {
                tellers.Add(RequestDoor.Of(type).Name);
            }
        }

        told.ShouldBeEmpty();

        // They are there for who sees them, so the questions were good ones.
        tellers.ShouldBeSubsetOf(asked);
        string[] known = [nameof(ListAudit), nameof(GetDealHistory), nameof(GetDeal), nameof(ListDeals), nameof(ListStageChanges), nameof(ListDealLines), nameof(ListMoveApprovals)];
        known.Except(tellers).ShouldBeEmpty(string.Join(", ", tellers));
    }

    [Fact]
    public async Task Equal_requests_get_equal_rights_whichever_way_they_come()
    {
        var everything = new CallerKey(1, Catalogue.Permissions.ToHashSet());
        foreach (var person in (Person[])[World.Ada, World.Sam, World.Viewer])
        {
            var page = person.Caller;
            Caller[] others = [page with { Key = everything }, page with { Origin = new Origin("rest") }, page with { Origin = new Origin("cli") }, page with { Origin = new Origin("hub") }];
            foreach (var type in Questions)
            {
                var answer = await Outcome(page, type);
                foreach (var other in others)
                {
                    (await Outcome(other, type)).ShouldBe(answer, $"{RequestDoor.Of(type).Name} of {person.Name} by {other.Origin.Channel}, with a key: {other.Key is not null}");
                }
            }
        }
    }

    [Fact]
    public async Task Nothing_in_the_audit_is_found_by_a_hidden_reason()
    {
        (await World.As(World.Admin, new ListAudit(Text: "CANARY"))).Rows.ShouldNotBeEmpty();
        (await World.As(World.Sam, new ListAudit(Text: "CANARY"))).Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/audit/export.csv", "csv")]
    [InlineData("/deals/export.{format}", "csv")]
    [InlineData("/pipeline/{pipeline}/export.{format}", "csv")]
    [InlineData("/accounts/export.{format}", "csv")]
    [InlineData("/contacts/export.{format}", "csv")]
    [InlineData("/leads/export.{format}", "csv")]
    [InlineData("/products/export.{format}", "csv")]
    public async Task No_file_tells_a_hidden_value(string route, string format)
    {
        var file = await File(World.Sam, route, format);

        foreach (var secret in Veil.Secrets)
        {
            file.ShouldNotContain(secret, Case.Sensitive, route);
        }

        var seen = await File(World.Admin, route, format);
        Veil.Secrets.ShouldContain(secret => seen.Contains(secret, StringComparison.Ordinal), $"{route} shows no canary to anybody: {seen}");
    }

    [Fact]
    public void Live_news_have_no_room_for_a_value()
    {
        typeof(HubNews).GetProperties().Select(property => property.Name).ShouldBe(["Topic", "Id", "Version", "Event"], ignoreOrder: true);
        typeof(LiveMessage).GetProperties().Where(property => property.CanWrite && property.PropertyType == typeof(decimal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_field_of_an_answer_that_can_be_hidden_is_one_of_the_catalogue() =>
        typeof(Dispatcher).Assembly.GetTypes().Concat(typeof(Entity).Assembly.GetTypes()).SelectMany(type => type.GetProperties())
            .Select(property => property.GetCustomAttribute<FieldAttribute>()?.Name).OfType<string>().Distinct()
            .Except(Catalogue.HideableFields).ShouldBeEmpty();

    [Fact]
    public void Every_hideable_field_is_hidden_where_it_stands_and_so_is_every_sum_of_a_deal_and_its_parts()
    {
        foreach (var field in Catalogue.HideableFields.Select(name => name.Split('.')))
        {
            Catalogue.HideableFieldsOf(field[0], field[1]).ShouldBe([string.Join('.', field)]);
        }

        (string Kind, Type Type)[] parts = [("opportunity", typeof(Deal)), ("deal_line", typeof(DealLine)), ("stage_change", typeof(StageChange))];
        var sums = parts
            .SelectMany(part => part.Type.GetProperties().Where(IsSum).Select(property => (part.Kind, Name: EventJson.Snake(property.Name))))
            .Where(field => Catalogue.HideableFieldsOf(field.Kind, field.Name).Count == 0);
        sums.ShouldBe([("deal_line", "quantity")], "A quantity tells no price");
    }

    private static bool IsSum(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(decimal);

    private async Task<string> File(Person person, string route, string format) =>
        Encoding.UTF8.GetString(await Download.Bytes(World, person, route, format, pipeline: route.Contains("pipeline", StringComparison.Ordinal) ? _ids["pipelines"] : null));

    // Null where the question cannot be asked like this.
    private async Task<string?> Ask(Person person, Type type)
    {
        try
        {
            return await Ask(person.Caller, type);
        }
        catch (Exception failure) when (Refusal.Of(failure).IsExpected || failure is NotSupportedException)
        {
            return null;
        }
    }

    // The audit notes each refusal, so that a list of it grows while it is asked for.
    private async Task<string> Outcome(Caller caller, Type type)
    {
        try
        {
            var answer = await Ask(caller, type);
            return type == typeof(ListAudit) ? "answered" : answer;
        }
        catch (Exception failure) when (Refusal.Of(failure).IsExpected || failure is NotSupportedException)
        {
            return Refusal.Of(failure).Code;
        }
    }

    private Task<string> Ask(Caller caller, Type type)
    {
        var answer = type.GetInterfaces().Single(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        return (Task<string>)AskAny.MakeGenericMethod(answer).Invoke(this, [caller, Sample(type, type)])!;
    }

    private async Task<string> AskAs<T>(Caller caller, IRequest<T> request) =>
        JsonSerializer.Serialize<object?>(await World.Door.Send(caller, request, TestContext.Current.CancellationToken), AsText);

    private object Sample(Type type, Type question)
    {
        var made = type.GetConstructors().OrderByDescending(made => made.GetParameters().Length).First();
        return made.Invoke([.. made.GetParameters().Select(parameter => Value(parameter, question))]);
    }

    private object? Value(ParameterInfo parameter, Type question)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(long) ? Number(parameter.Name!, RequestDoor.Of(question).Name) ?? (parameter.HasDefaultValue ? parameter.DefaultValue : 1L)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : type == typeof(string) ? "Veiled"
            : type == typeof(int) ? 50
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)
            : type == typeof(IReadOnlyList<long>) ? new[] { Number("DealId", "")!.Value }
            : type.IsInterface && type.IsGenericType && type.GetGenericArguments() is [var key, var value] ? Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))
            : typeof(IEnumerable).IsAssignableFrom(type) && type.IsInterface && type.IsGenericType ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
            : type.IsValueType ? Activator.CreateInstance(type)
            : Sample(type, question);
    }

    private long? Number(string parameter, string question)
    {
        var said = parameter is "Id" or "Number" ? question : parameter;
        return said.Contains("Deal", StringComparison.Ordinal) ? Id("opportunities")
            : said.Contains("Account", StringComparison.Ordinal) ? Id("accounts")
            : said.Contains("Contact", StringComparison.Ordinal) ? Id("contacts")
            : said.Contains("Product", StringComparison.Ordinal) ? Id("products")
            : said.Contains("Lead", StringComparison.Ordinal) ? Id("leads")
            : said.Contains("Pipeline", StringComparison.Ordinal) ? Id("pipelines")
            : said.Contains("Stage", StringComparison.Ordinal) ? World.Proposal
            : null;
    }

    private long Id(string plural) => RecordId.TryParse(_ids[plural], out var id) ? id.Value.Number : throw new InvalidOperationException(plural);
}
