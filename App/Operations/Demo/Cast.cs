using CrmLive.Pipeline;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CrmLive.Operations.Demo;

/// <summary>A small organisation with named people, companies and deals, as <c>fixtures/cast</c> describes it.</summary>
public sealed record Cast
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    private const int DaysOfLeads = 6;

    public required string Slug { get; init; }

    public required string Name { get; init; }

    public List<CastTeam> Teams { get; init; } = [];

    public List<CastUser> Users { get; init; } = [];

    public List<CastProduct> Products { get; init; } = [];

    public List<CastAccount> Accounts { get; init; } = [];

    public List<CastContact> Contacts { get; init; } = [];

    public List<CastLead> Leads { get; init; } = [];

    public List<CastPipeline> Pipelines { get; init; } = [];

    public List<CastDeal> Deals { get; init; } = [];

    public static Cast Parse(string yaml) => Yaml.Deserialize<Cast>(yaml);

    /// <summary>The cast that every demo starts with.</summary>
    public static Cast Acme()
    {
        using var reader = new StreamReader(typeof(Cast).Assembly.GetManifestResourceStream("fixtures.cast.acme.yaml")!);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Who has asked in the last days.</summary>
    public Scene LeadsOf(DateTimeOffset now) => new(now.AddDays(-DaysOfLeads)) { Leads = [.. Leads.Select(lead => lead.ToScene())] };

    /// <summary>The records of the cast, with days turned into times before <paramref name="now"/>.</summary>
    public Scene ToScene(DateTimeOffset now) => new(now.AddYears(-2))
    {
        Products = [.. Products.Select(product => product.ToFields())],
        Accounts = [.. Accounts.Select(account => account.ToScene())],
        Contacts = [.. Contacts.Select(contact => contact.ToScene())],
        Deals = [.. Deals.Select(deal => deal.ToScene(now))],
    };
}

public sealed record CastTeam
{
    public required string Name { get; init; }

    public string? Region { get; init; }
}

public sealed record CastUser
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Role { get; init; }

    public required string Team { get; init; }
}

public sealed record CastPipeline
{
    public required string Name { get; init; }

    public required string Currency { get; init; }

    public List<CastStage> Stages { get; init; } = [];

    public AddPipeline ToRequest() =>
        new(Name, Currency, [.. Stages.Select(stage => new NewStage(stage.Name, stage.Outcome, stage.Probability))]);
}

public sealed record CastStage
{
    public required string Name { get; init; }

    public StageKind Outcome { get; init; }

    public decimal Probability { get; init; }
}
