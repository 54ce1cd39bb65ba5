using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Support;

/// <summary>
/// The whole program on a database of its own (<c>IClassFixture&lt;World&gt;</c>), without a web server: the named cast of the demo, and a second
/// tenant that nothing may leak to. See <c>fixtures/cast</c>.
/// </summary>
public sealed class World(TestServer server) : IAsyncLifetime
{
    private WorldProgram? _program;
    private WorldNames? _names;
    private string _address = "";

    public TestClock Clock { get; } = new();

    /// <summary>The database owner's connection string, for another program that works on the same world.</summary>
    public string Address => _address;

    public WebApplication App => _program!.App;

    public IServiceProvider Services => App.Services;

    public Dispatcher Door => Services.GetRequiredService<Dispatcher>();

    public DatabaseProvider Provider => Services.GetRequiredService<DatabaseProvider>();

    /// <summary>Tenant <c>acme</c>.</summary>
    public long Acme => Ada.TenantId;

    /// <summary>Tenant <c>rival</c>.</summary>
    public long Rival => Rita.TenantId;

    /// <summary>Sales rep in team North.</summary>
    public Person Ada => _names!.Person("Ada Lovelace");

    /// <summary>Sales rep in team South.</summary>
    public Person Ben => _names!.Person("Ben Okafor");

    /// <summary>Sales manager.</summary>
    public Person Mia => _names!.Person("Mia Tanaka");

    /// <summary>Support agent.</summary>
    public Person Sam => _names!.Person("Sam Rivera");

    /// <summary>Data steward.</summary>
    public Person Tess => _names!.Person("Tess Novak");

    public Person Viewer => _names!.Person("Vic Moreau");

    public Person Admin => _names!.Person("Root Admin");

    /// <summary>Sales rep of the tenant <c>rival</c>.</summary>
    public Person Rita => _names!.Person("Rita Rival");

    /// <summary>Administrator of the tenant <c>rival</c>.</summary>
    public Person Rex => _names!.Person("Rex Admin");

    public long North => _names!.Of("team", "North");

    public long South => _names!.Of("team", "South");

    public long AcmeGmbH => Account("Acme GmbH");

    /// <summary>EUR 48,000 of Ada's, in Proposal for 23 days.</summary>
    public long AcmeRenewal => Deal("Acme renewal");

    /// <summary>Ben's, in Proposal.</summary>
    public long DeltaDesk => Deal("Delta patient desk");

    public long SalesPipeline => _names!.Of("pipeline", "Sales");

    public long Renewals => _names!.Of("pipeline", "Renewals");

    public long Qualified => Stage("Qualified");

    public long Proposal => Stage("Proposal");

    public long Negotiation => Stage("Negotiation");

    public long Won => Stage("Won");

    public long Lost => Stage("Lost");

    public long RivalAccount => _names!.Of("account", "Secret Labs", Rival);

    public long RivalDeal => _names!.Of("opportunity", "Secret deal", Rival);

    /// <summary>An account of acme by its name.</summary>
    public long Account(string name) => _names!.Of("account", name);

    /// <summary>A contact of acme by the e-mail address.</summary>
    public long Contact(string email) => _names!.Of("contact", email);

    public long Product(string name) => _names!.Of("product", name);

    public long Deal(string name) => _names!.Of("opportunity", name);

    /// <summary>A stage of the pipeline "Sales", or "Renewals/Due".</summary>
    public long Stage(string name) => _names!.Of("stage", name.Contains('/', StringComparison.Ordinal) ? name : "Sales/" + name);

    /// <summary>Sends as that person, from a page.</summary>
    public Task<T> As<T>(Person person, IRequest<T> request) => Door.Send(person.Caller, request, TestContext.Current.CancellationToken);

    /// <summary>Sends as the software, which may do everything.</summary>
    public Task<T> AsSoftware<T>(long tenant, IRequest<T> request) =>
        Door.Send(Caller.Software(tenant, "test"), request, TestContext.Current.CancellationToken);

    /// <summary>Looks into the database, past the door but behind the tenant's fence.</summary>
    public CrmDb Look(long? tenant = null) =>
        Services.GetRequiredService<CrmDbFactory>().Create(Work.Of(tenant ?? Acme, "test"));

    public async ValueTask InitializeAsync()
    {
        _address = await server.CreateCopy(await WorldTemplate.Of(server, Clock));
        _program = new WorldProgram(_address, Clock);
        _names = await WorldNames.Read(Services);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        await server.DropDatabase(_address);
    }
}

/// <summary>Somebody of the cast.</summary>
public sealed record Person(long TenantId, long Id, string Name)
{
    /// <summary>Where they count their days; null for UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>How they write numbers and days; null as a program does.</summary>
    public PersonalFormat? Format { get; init; }

    public Caller Caller => new(TenantId, Id, null, new Origin("page", "203.0.113.7")) { Zone = Days.Zone(Zone) ?? TimeZoneInfo.Utc, Format = Format };
}
