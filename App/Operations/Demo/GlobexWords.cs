namespace CrmLive.Operations.Demo;

/// <summary>What the people, companies and deals of Globex are named from. All of it is made up.</summary>
internal static class GlobexWords
{
    public static IReadOnlyList<string> Firsts { get; } =
    [
        "Aino", "Albert", "Alice", "Amir", "Anna", "Anton", "Astrid", "Bruno", "Camille", "Carla", "Chloe", "Clara", "Daan", "David", "Diana", "Elena",
        "Elias", "Emil", "Emma", "Erik", "Eva", "Felix", "Fiona", "Frida", "Georg", "Hana", "Hannah", "Henrik", "Hugo", "Ida", "Ines", "Ivan", "Jan", "Jana",
        "Joana", "Johan", "Jonas", "Julia", "Karim", "Katja", "Lars", "Laura", "Lea", "Leon", "Lina", "Louis", "Luca", "Lucia", "Maja", "Marco", "Marie",
        "Marta", "Mateo", "Maxim", "Mila", "Nadia", "Nils", "Nina", "Noah", "Olga", "Oscar", "Paula", "Pavel", "Petra", "Rafael", "Rosa", "Samuel", "Sara",
        "Sofia", "Stefan", "Tara", "Theo", "Tomas", "Ursula", "Vera", "Viktor", "Willem", "Yara", "Zoe",
    ];

    public static IReadOnlyList<string> Lasts { get; } =
    [
        "Adler", "Almeida", "Andersen", "Bakker", "Barros", "Bauer", "Becker", "Bergman", "Blanc", "Boer", "Carlsen", "Castro", "Dubois", "Eklund", "Ferrari",
        "Fischer", "Fontana", "Garcia", "Gomez", "Haas", "Hansen", "Herrera", "Hoffman", "Horvat", "Ivanov", "Jansen", "Jensen", "Keller", "Klein", "Kovac",
        "Lambert", "Larsson", "Lehmann", "Leroy", "Lindgren", "Lopez", "Marino", "Martin", "Mendes", "Meyer", "Moreau", "Murphy", "Nagy", "Neumann", "Nielsen",
        "Novak", "Nyberg", "Olsen", "Ortega", "Petrov", "Pinto", "Popov", "Ricci", "Rossi", "Roux", "Santos", "Schmidt", "Silva", "Simon", "Smit", "Sousa",
        "Suarez", "Svensson", "Torres", "Vidal", "Virtanen", "Visser", "Vogel", "Wagner", "Weber", "Winter", "Wolf", "Zeman", "Ziegler",
    ];

    public static IReadOnlyList<string> Heads { get; } =
    [
        "Alder", "Amber", "Anchor", "Arctic", "Aspen", "Atlas", "Aurora", "Beacon", "Birch", "Bridge", "Cedar", "Cobalt", "Comet", "Copper", "Coral", "Crest",
        "Delta", "Echo", "Elm", "Ember", "Falcon", "Fern", "Flint", "Garnet", "Glacier", "Granite", "Harbor", "Hazel", "Horizon", "Iris", "Ivory", "Jade",
        "Juniper", "Lagoon", "Larch", "Lumen", "Lynx", "Maple", "Meridian", "Mistral", "Nova", "Oak", "Onyx", "Opal", "Orchid", "Osprey", "Pine", "Polar",
        "Quartz", "Raven", "River", "Saffron", "Sierra", "Solar", "Sparrow", "Summit", "Tidal", "Topaz", "Vertex", "Willow",
    ];

    public static IReadOnlyList<(string Tail, string Industry)> Tails { get; } =
    [
        ("Foods", "Food"), ("Logistics", "Logistics"), ("Energy", "Energy"), ("Clinics", "Health"), ("Pharma", "Health"), ("Bank", "Finance"),
        ("Insurance", "Finance"), ("Steel", "Manufacturing"), ("Motors", "Manufacturing"), ("Robotics", "Manufacturing"), ("Retail", "Retail"),
        ("Markets", "Retail"), ("Hotels", "Hospitality"), ("Airways", "Transport"), ("Rail", "Transport"), ("Media", "Media"), ("Games", "Media"),
        ("Telecom", "Telecommunications"), ("Schools", "Education"), ("Software", "Technology"), ("Systems", "Technology"), ("Builders", "Construction"),
        ("Homes", "Construction"), ("Water", "Utilities"),
    ];

    public static IReadOnlyList<string> Titles { get; } =
    [
        "Head of operations", "Buyer", "Chief financial officer", "Chief information officer", "IT director", "Plant manager", "Head of service",
        "Procurement lead", "Project lead", "Managing director", "Head of logistics", "Quality lead",
    ];

    public static IReadOnlyList<string> Occasions { get; } =
        ["rollout", "pilot", "expansion", "replacement", "new site", "upgrade", "framework", "second phase", "consolidation", "trial"];

    public static IReadOnlyList<string> NextSteps { get; } =
    [
        "Call about the offer", "Send the revised offer", "Arrange a demo", "Wait for the budget round", "Legal review", "Security questionnaire",
        "Meet the board", "Agree on the start date", "Reference visit", "Follow up on the pilot",
    ];

    public static IReadOnlyList<string> LostReasons { get; } =
    [
        "Price", "Chose another supplier", "No budget this year", "Project stopped", "Missing feature", "No decision", "Contact left the company",
    ];
}
