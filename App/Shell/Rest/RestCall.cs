using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>What a REST route sends through: the dispatcher with the caller that the gate has recognised in front of it.</summary>
public sealed class RestCall(HttpContext http)
{
    public const string Base = "/api/v1";

    private readonly Dispatcher _door = http.RequestServices.GetRequiredService<Dispatcher>();

    /// <summary>The version in If-Match; null when the client takes whatever there is.</summary>
    /// <exception cref="InvalidInput">The header holds something else than one of our tags, or stands there twice.</exception>
    public long? Version => http.Request.Headers.IfMatch switch
    {
        [] or ["*"] => null,
        [{ } text] when EntityTagHeaderValue.TryParse(text, out var tag) && long.TryParse(tag.Tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw InvalidInput.Of("If-Match", "invalid", "If-Match holds one ETag, that of the record as it was read, such as \"3\"."),
    };

    /// <summary>The version in If-Match, where a write replaces the whole record.</summary>
    public long RequiredVersion => Version
        ?? throw new Refused(428, "VERSION_REQUIRED", "PUT replaces the whole record: send the ETag that you have read in If-Match, or change single fields with PATCH.");

    /// <exception cref="InvalidInput">There is a query where the route takes none.</exception>
    public static ValueTask<RestCall?> BindAsync(HttpContext http) =>
        http.Request.Query.Count > 0 && http.GetEndpoint()?.Metadata.GetMetadata<AskedShape>() is null
            ? throw InvalidInput.Of(Fields.Echo(http.Request.Query.First().Key), "unknown", "This address takes nothing after the question mark. Leave it out.")
            : new(new RestCall(http));

    public Task<T> Send<T>(IRequest<T> request)
    {
        var caller = http.Features.Get<RestCaller>()!.Caller;
        return _door.Send(caller.IdempotencyKey is null ? caller : caller with { Fingerprint = Fingerprint() }, request, http.RequestAborted);
    }

    /// <summary>Sends a change that is made out of what there is. A repeat gets the first answer, whatever has become of that since.</summary>
    public async Task<T> Change<T>(Func<Task<ICommand<T>>> make)
    {
        var caller = http.Features.Get<RestCaller>()!.Caller;
        return caller.IdempotencyKey is { } key && await Send(new GetFirstAnswer(key, Fingerprint())) is { } first
            ? JsonSerializer.Deserialize<T>(first.Json, EventJson.Options)!
            : await Send(await make());
    }

    /// <summary>Answers with the record and its version as the ETag.</summary>
    public Answer<T> Read<T>(T data, long version)
    {
        http.Response.Headers.ETag = Tag(version);
        return new Answer<T>(data);
    }

    /// <summary>Answers with a page; where it ends counts for this list only.</summary>
    public ListAnswer<TItem> List<TRow, TItem>(Page<TRow> page, Func<TRow, TItem> item) =>
        new([.. page.Rows.Select(item)], WireCursor.Of(page.Next, http.Request));

    /// <summary>A place in the list of a part of what was asked for, which is at its own address below.</summary>
    public string? CursorBelow(RecordId part, string? place) => WireCursor.Of(place, http.Request, $"/{part}");

    public Answer<Saved> Saved(RecordKind kind, long number, long version) => Read(new Saved(new RecordId(kind, number), version), version);

    /// <summary>A record that did not exist before: its address, and its first version.</summary>
    public Microsoft.AspNetCore.Http.HttpResults.Created<Answer<Saved>> Created(RecordKind kind, string path, long number) =>
        TypedResults.Created($"{Base}/{path}/{new RecordId(kind, number)}", Saved(kind, number, version: 1));

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    // What the client sent decides, not what we make of it: a PATCH means another change once the record is another.
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Headers.IfMatch}\n"));
        hash.AppendData(http.Features.Get<BodyHash>()?.Value ?? []);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Who is behind a REST request; set by the gate, so that no route can do without.</summary>
public sealed record RestCaller(Caller Caller);
