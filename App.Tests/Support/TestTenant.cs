using CrmLive.Access;

namespace CrmLive.Support;

/// <summary>One of the two tenants of every test database, with the people who act in it.</summary>
public sealed class TestTenant
{
    public const long North = 1;
    public const long South = 2;

    private TestTenant(long id, string slug)
    {
        Id = id;
        Slug = slug;
        Ada = Person(1, "Ada", "rep", North);
        Bo = Person(2, "Bo", "rep", South);
        Cleo = Person(3, "Cleo", "manager", North);
        Dan = Person(4, "Dan", "admin");
        Eve = Person(5, "Eve", "viewer");
    }

    public static TestTenant Acme { get; } = new(1, "acme");

    public static TestTenant Globex { get; } = new(2, "globex");

    public long Id { get; }

    public string Slug { get; }

    /// <summary>Sales rep in team North.</summary>
    public Actor Ada { get; }

    /// <summary>Sales rep in team South.</summary>
    public Actor Bo { get; }

    /// <summary>Sales manager.</summary>
    public Actor Cleo { get; }

    /// <summary>Administrator.</summary>
    public Actor Dan { get; }

    /// <summary>Viewer.</summary>
    public Actor Eve { get; }

    public IReadOnlyList<Actor> Staff => [Ada, Bo, Cleo, Dan, Eve];

    private Actor Person(long id, string name, string role, params long[] teams) => new(Id, id, name, [RoleDefinition.Named(role)!], teams);
}
