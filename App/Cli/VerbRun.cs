using System.CommandLine;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Cli;

/// <summary>One call of a verb: what was typed, who calls, and the program's services.</summary>
public sealed class VerbRun(IServiceProvider services, ParseResult typed, CancellationToken ct)
{
    public static readonly Option<string?> Tenant = new("--tenant", "-t") { Description = "Short name of the tenant to work in, such as acme.", Recursive = true };

    public static readonly Option<string?> As = new("--as")
    {
        Description = "E-mail address of the person to act as, with their rights; without it the software itself acts.",
        Recursive = true,
    };

    public CancellationToken Cancelled => ct;

    /// <summary>1 when the verb did its work and found something amiss.</summary>
    public int ExitCode { get; set; }

    public T? Get<T>(Option<T> option) => typed.GetValue(option);

    public T Get<T>(Argument<T> argument) => typed.GetRequiredValue(argument);

    /// <exception cref="InvalidInput">What was typed is not the id of such a record.</exception>
    public long? Number(RecordKind kind, Option<string?> option) =>
        Get(option) is not { } text ? null
        : RecordId.TryParse(text, kind, out var number) ? number
        : throw InvalidInput.Of(option.Name.TrimStart('-'), "unreadable", $"{option.Name} takes an id such as {kind.Prefix}_1001.");

    /// <exception cref="InvalidInput">What was typed is no day that the program deals with.</exception>
    public DateOnly? Day(Option<DateOnly?> option) =>
        Get(option) is not { } day || Calendar.Holds(day) ? Get(option)
        : throw InvalidInput.Of(option.Name.TrimStart('-'), "out_of_range", $"{option.Name} takes a day between {Calendar.First.Year} and {Calendar.Last.Year}.");

    public T Service<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Sends a request through the one door as <see cref="Caller"/>.</summary>
    public async Task<T> Send<T>(IRequest<T> request) => await Service<Dispatcher>().Send(await Caller(), request, ct);

    /// <exception cref="InvalidInput">No such tenant, or nobody there with that e-mail address.</exception>
    public async Task<Caller> Caller()
    {
        var tenant = await FindTenant();
        if (Get(As) is not { } email)
        {
            return new Caller(tenant.Id, null, null, Origin.Cli) { Worker = "crm" };
        }

        var person = await Service<ActorDirectory>().Named(tenant.Id, email, ct)
            ?? throw InvalidInput.Of("as", "unknown", $"Nobody active in {tenant.Slug} has the e-mail address {email}.");
        return new Caller(tenant.Id, person, null, Origin.Cli);
    }

    public async Task<Tenant> FindTenant()
    {
        var slug = Get(Tenant) ?? throw InvalidInput.Of("tenant", "missing", "Say in which tenant: --tenant acme. 'crm tenants list' names them.");
        return await Service<TenantDirectory>().Find(slug, ct)
            ?? throw InvalidInput.Of("tenant", "unknown", $"There is no tenant '{slug}'. 'crm tenants list' names them.");
    }
}
