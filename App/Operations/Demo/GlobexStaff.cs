using CrmLive.Pipeline;

namespace CrmLive.Operations.Demo;

/// <summary>Teams, people, products and the way of selling at Globex.</summary>
internal static class GlobexStaff
{
    public const string Pipeline = "New business";

    public static IReadOnlyList<(string Name, IReadOnlyList<string> Countries)> Teams { get; } =
    [
        ("DACH", ["Germany", "Austria", "Switzerland"]),
        ("Nordics", ["Sweden", "Norway", "Denmark", "Finland"]),
        ("Benelux", ["Netherlands", "Belgium", "Luxembourg"]),
        ("South", ["Spain", "Portugal", "Italy", "France"]),
        ("Islands", ["United Kingdom", "Ireland"]),
    ];

    /// <summary>Sellers by team, with what they win compared with the average.</summary>
    public static IReadOnlyList<GlobexSeller> Sellers { get; } =
    [
        new("Hannah Vogt", "DACH", 1.20), new("Milan Kraus", "DACH", 0.95), new("Leonie Busch", "DACH", 1.05), new("Tarik Demir", "DACH", 0.85),
        new("Signe Dahlberg", "Nordics", 1.10), new("Oskar Rydén", "Nordics", 0.90), new("Helmi Salo", "Nordics", 1.00), new("Mikkel Friis", "Nordics", 0.80),
        new("Sanne de Graaf", "Benelux", 1.15), new("Joris Maes", "Benelux", 0.95), new("Fleur Wagemans", "Benelux", 1.00),
        new("Carmen Ibáñez", "South", 1.05), new("Tiago Rocha", "South", 0.90), new("Giulia Conti", "South", 1.25), new("Antoine Girard", "South", 0.85),
        new("Niamh Kearney", "Islands", 1.10), new("Owen Price", "Islands", 0.90), new("Priya Nair", "Islands", 1.00),
    ];

    public static IReadOnlyList<(string Name, string Role, string Team)> Others { get; } =
    [
        ("Greta Sommer", "manager", "DACH"), ("Elin Strand", "manager", "Nordics"), ("Paolo Serra", "manager", "South"),
        ("Dora Quinn", "steward", "Islands"), ("Max Petersen", "agent", "Benelux"), ("Globex Admin", "admin", "DACH"),
    ];

    public static IReadOnlyList<CastProduct> Products { get; } =
    [
        Product("Dock Scanner", "Dock", 900), Product("Dock Gate", "Dock", 4200), Product("Dock Fleet", "Dock", 16500),
        Product("Yard Basic", "Yard", 2400), Product("Yard Plus", "Yard", 7800), Product("Yard Enterprise", "Yard", 31000),
        Product("Route Planner", "Route", 5600), Product("Route Live", "Route", 12900), Product("Route Control", "Route", 44000),
        Product("Training", "Services", 1800), Product("Integration", "Services", 9500), Product("Care contract", "Services", 6400),
    ];

    public static AddPipeline Selling { get; } = new(Pipeline, "EUR",
    [
        new NewStage("Qualified", StageKind.Open, 0.15m),
        new NewStage("Discovery", StageKind.Open, 0.3m),
        new NewStage("Proposal", StageKind.Open, 0.5m),
        new NewStage("Negotiation", StageKind.Open, 0.75m),
        new NewStage("Won", StageKind.Won, 1m),
        new NewStage("Lost", StageKind.Lost, 0m),
    ]);

    private static CastProduct Product(string name, string series, decimal price) => new() { Name = name, Series = series, Price = price };
}

/// <param name="Skill">1 is the average.</param>
internal sealed record GlobexSeller(string Name, string Team, double Skill);
