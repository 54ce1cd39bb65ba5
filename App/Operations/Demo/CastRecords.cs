using System.Globalization;
using CrmLive.Customers;
using CrmLive.Pipeline;

namespace CrmLive.Operations.Demo;

public sealed record CastProduct
{
    public required string Name { get; init; }

    public string? Series { get; init; }

    public decimal Price { get; init; }

    public ProductFields ToFields() => new(Name, Series, Price, "EUR");
}

public sealed record CastAccount
{
    public required string Name { get; init; }

    public string? Industry { get; init; }

    public string? Website { get; init; }

    public string? Phone { get; init; }

    public string? Country { get; init; }

    public int? Employees { get; init; }

    public int? Founded { get; init; }

    public decimal? Revenue { get; init; }

    public string? Parent { get; init; }

    public required string Owner { get; init; }

    public SceneAccount ToScene() =>
        new(new AccountFields(Name, Website, Industry, Phone, Country, Employees, Founded, Revenue, Revenue is null ? null : "EUR"), Owner, Parent);
}

public sealed record CastContact
{
    public required string First { get; init; }

    public required string Last { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public string? Title { get; init; }

    public required string Account { get; init; }

    public required string Owner { get; init; }

    public SceneContact ToScene() => new(new ContactFields(First, Last, Email, Phone, Title), Account, Owner);
}

public sealed record CastLead
{
    public required string Name { get; init; }

    public string? Company { get; init; }

    public string? Title { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Industry { get; init; }

    public string? Country { get; init; }

    public int? Employees { get; init; }

    public required string Status { get; init; }

    public string? Source { get; init; }

    public decimal? Value { get; init; }

    public string? Notes { get; init; }

    public required string Owner { get; init; }

    public SceneLead ToScene() => new(
        new LeadFields(Name, Company, Title, Email, Phone, null, Industry, Country, Employees, Status, Source, Value, Value is null ? null : "EUR", Notes), Owner);
}

public sealed record CastDeal
{
    public required string Name { get; init; }

    public string Pipeline { get; init; } = "Sales";

    public required string Account { get; init; }

    public string? Contact { get; init; }

    public string? Product { get; init; }

    public required string Owner { get; init; }

    public decimal Amount { get; init; }

    /// <summary>Expected close in days from today.</summary>
    public int? Closes { get; init; }

    public string? Next { get; init; }

    /// <summary>Why it was lost.</summary>
    public string? Lost { get; init; }

    /// <summary>Stages with the days since the deal entered them, for example <c>Proposal 23</c>.</summary>
    public List<string> Path { get; init; } = [];

    public SceneDeal ToScene(DateTimeOffset now)
    {
        var closes = Closes is { } days ? DateOnly.FromDateTime(now.UtcDateTime).AddDays(days) : (DateOnly?)null;
        var fields = new DealFields(Name, Amount, ExpectedClose: closes, NextStep: Next);
        return new SceneDeal(Pipeline, fields, Account, Contact, Product, Owner, [.. Path.Select((step, i) => Step(step, now, i == Path.Count - 1 ? Lost : null))]);
    }

    private static SceneStep Step(string text, DateTimeOffset now, string? reason)
    {
        var cut = text.LastIndexOf(' ');
        return new SceneStep(text[..cut], now.AddDays(-double.Parse(text[(cut + 1)..], CultureInfo.InvariantCulture)), reason);
    }
}
