using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrmLive.Shell;

/// <summary>The JSON body of a request, read whole.</summary>
public sealed class Body<T>(T value) : IEndpointParameterMetadataProvider
    where T : class
{
    public T Value => value;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext http) => new(Fields.Read<T>(await BodyText.Read(http)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

/// <summary>The JSON body of a PATCH (RFC 7396): what it names is changed, null clears, what it leaves out stays.</summary>
public sealed class Patch<T>(JsonObject changes) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<Patch<T>?> BindAsync(HttpContext http) => new(await BodyText.Read(http));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json", "application/merge-patch+json"], typeof(T)));

    /// <summary>The changes alone; what they leave out is null.</summary>
    public T Named => Fields.Read<T>(changes);

    /// <summary>The present values with the changes over them.</summary>
    public T Over(T present)
    {
        Fields.Read<T>(changes);
        var values = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(present, RestJson.Options)!;
        foreach (var (name, value) in changes)
        {
            values[name] = value?.DeepClone();
        }

        return Fields.Read<T>(values);
    }
}
