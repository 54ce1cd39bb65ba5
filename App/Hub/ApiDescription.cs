using System.Text.Json.Nodes;
using CrmLive.Shell;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrmLive.Hub;

/// <summary>The OpenAPI 3.1 description at <c>/openapi/v1.json</c>: what the framework reads off the routes, and what it cannot know.</summary>
internal static class ApiDescription
{
    private const string Bearer = "api_key";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = api => api.RelativePath?.StartsWith(RestCall.Base[1..], StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => type.Type == typeof(RecordId) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, ct) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            await AddQuery(operation, context, metadata.OfType<AskedShape>(), ct);
            AddHeaders(operation, context.Description);
            ShowExamples(operation, context);
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
            {
                parameter.Description = parameter.Name == "line" ? "The line_id, a number." : "The id with its prefix, such as acc_1001.";
            }
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            foreach (var field in context.JsonTypeInfo.Properties.Where(field => NeededAttribute.Of(field) is not null))
            {
                (schema.Required ??= new HashSet<string>()).Add(field.Name);
            }

            var inner = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
            var type = inner ?? context.JsonTypeInfo.Type;
            var orNull = inner is null ? default : JsonSchemaType.Null;
            if (type == typeof(RecordId))
            {
                ShowAsId(schema, JsonSchemaType.String | orNull);
            }
            else if (type == typeof(decimal))
            {
                (schema.Type, schema.Format) = (JsonSchemaType.Number | orNull, null);
            }
            else if (type == typeof(DateOnly))
            {
                (schema.Type, schema.Format) = (JsonSchemaType.String | orNull, "date");
            }

            return Task.CompletedTask;
        });
    });

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "CrmLive",
            Version = "v1",
            Description = "Answers are {status, data, trace_id}; errors are {code, message, details, trace_id} with the fields of problem JSON beside them. "
                + "Writes answer with the record's id and its new version, which is the ETag; send it back in If-Match. "
                + "Lists are read on with next_cursor. Every write takes an Idempotency-Key. "
                + "Amounts have no more decimals than their ISO 4217 currency. Days are days of UTC where an instant is filtered or counted by them.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key; './crm keys create' makes one.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    private static async Task AddQuery(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, IEnumerable<AskedShape> shapes, CancellationToken ct)
    {
        foreach (var shape in shapes)
        {
            var whole = await context.GetOrCreateSchemaAsync(shape.Type, null, ct);
            foreach (var (name, schema) in whole.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = schema, Description = schema.Description });
            }
        }
    }

    private static void AddHeaders(OpenApiOperation operation, Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription route)
    {
        var isOfRecord = route.RelativePath!.Contains("{id}", StringComparison.Ordinal);
        operation.Parameters ??= [];
        if (route.HttpMethod == "GET")
        {
            if (operation.Responses?.ContainsKey("304") == true)
            {
                operation.Parameters.Add(Header("If-None-Match", "The ETag that was read; the same version is answered with 304 and without a body."));
            }

            return;
        }

        operation.Parameters.Add(Header("Idempotency-Key", "1 to 255 characters; the same key gets the same answer and has one effect."));
        if (isOfRecord)
        {
            operation.Parameters.Add(Header("If-Match", "The ETag that was read; another version is refused with 412.", isRequired: route.HttpMethod == "PUT"));
        }
    }

    private static void ShowExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var kind = Kind(context.Description.RelativePath!.Split('/')[2]);
        var isPatch = context.Description.HttpMethod == "PATCH";
        var sent = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>().FirstOrDefault()?.RequestType;
        foreach (var body in operation.RequestBody?.Content?.Values ?? [])
        {
            body.Example = isPatch ? ApiExamples.Part(sent!, kind) : ApiExamples.Of(sent!, kind);
        }

        foreach (var answer in context.Description.SupportedResponseTypes)
        {
            foreach (var body in operation.Responses?[$"{answer.StatusCode}"].Content?.Values ?? [])
            {
                body.Example = answer.Type == typeof(ErrorAnswer) ? ApiExamples.Refusal(answer.StatusCode) : ApiExamples.Of(answer.Type!, kind);
            }
        }
    }

    private static RecordKind Kind(string plural) =>
        RecordKind.All.FirstOrDefault(kind => kind.Name == (plural.EndsWith("ies", StringComparison.Ordinal) ? plural[..^3] + "y" : plural.TrimEnd('s'))) ?? RecordKind.Deal;

    private static OpenApiParameter Header(string name, string description, bool isRequired = false) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = isRequired,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static void ShowAsId(OpenApiSchema schema, JsonSchemaType type)
    {
        schema.Type = type;
        schema.Properties = null;
        schema.Required = null;
        schema.Pattern = "^[a-z]+_[0-9]+$";
        schema.Examples = [JsonValue.Create("acc_1001")];
    }
}
