using System.Collections.Frozen;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Who I am and what I may do; the frame of every page is drawn from it.</summary>
[Open("Tells a person about themselves only.")]
public sealed record GetMe : IQuery<Me>;

/// <param name="TimeZone">IANA name; null for that of the browser.</param>
public sealed record Me(
    long UserId,
    string Name,
    string Email,
    string Tenant,
    IReadOnlySet<string> Permissions,
    IReadOnlySet<string> Hidden,
    string Theme,
    string Density,
    string? TimeZone)
{
    /// <summary>What the browser says about itself; counts when <see cref="TimeZone"/> is null.</summary>
    public string? BrowserZone { get; init; }

    /// <summary>Chosen by the person, as the two that follow; null for as the browser does.</summary>
    public string? NumberFormat { get; init; }

    public string? DateFormat { get; init; }

    public string? FirstDay { get; init; }

    /// <summary>How I write numbers and read days.</summary>
    public PersonalFormat Format { get; init; } = PersonalFormat.Default;

    /// <summary>Who does not work here any more.</summary>
    public IReadOnlySet<long> Left { get; init; } = FrozenSet<long>.Empty;

    internal Actor? Actor { get; init; }

    /// <summary>The name of a colleague, said as such where they have left.</summary>
    public string? NameOf(long? userId, string? name) => name is not null && userId is { } id && Left.Contains(id) ? Colleague.LeftName(name) : name;

    /// <summary>The same person in front of this browser: what they have not chosen is as the browser does it.</summary>
    public Me In(BrowserSays? browser) => this with
    {
        BrowserZone = browser?.Zone,
        Format = new PersonalFormat(
            NumberForm.Named(NumberFormat) ?? NumberForm.Like(browser?.Number) ?? PersonalFormat.Default.Numbers,
            DateForm.Named(DateFormat) ?? DateForm.Like(browser?.Order) ?? PersonalFormat.Default.Dates,
            WeekStarts.Named(FirstDay) ?? WeekStarts.Like(browser?.FirstDay) ?? PersonalFormat.Default.FirstDay),
    };

    public TimeZoneInfo Zone() => Days.Zone(TimeZone) ?? Days.Zone(BrowserZone) ?? TimeZoneInfo.Utc;

    /// <summary>Whether the policy grants the permission for any record at all; null asks for none.</summary>
    public bool May(string? permission) => permission is null || Permissions.Contains(permission);

    /// <summary>Whether the policy grants it for a record of this owner and team; saves a reading where both are known.</summary>
    public bool May(string action, RecordKind kind, long? ownerId, long? teamId) =>
        Actor is not null && AccessPolicy.Allows(Actor, new Permission(kind.Name, action), new Resource(kind, Actor.TenantId, ownerId, teamId, IsDeleted: false));

    /// <summary>For a page that asks for more than what it reads does.</summary>
    /// <exception cref="AccessDenied">The policy grants it for no record.</exception>
    public void Require(string permission)
    {
        if (!May(permission))
        {
            throw new AccessDenied($"Your role does not let you {Permission.Parse(permission).Words}. Ask an administrator.");
        }
    }

    /// <summary>Whether a field such as <c>account.phone</c> is kept from me.</summary>
    public bool IsHidden(string field) => Hidden.Contains(field);
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetMe, Me>
{
    public async Task<Me> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var actor = db.Work.Actor;
        var permissions = Catalogue.Actions
            .SelectMany(entity => entity.Value.Select(action => new Permission(entity.Key, action)))
            .Where(permission => AccessPolicy.Decide(actor, permission).IsAllowed)
            .Select(permission => permission.ToString())
            .ToHashSet();
        var left = await db.Users.AsNoTracking().Where(user => !user.IsActive).Select(user => user.Id).ToListAsync(cancellationToken);
        return await db.Users.AsNoTracking()
            .Where(user => user.Id == actor.UserId)
            .Select(user => new Me(
                user.Id, user.Name, user.Email,
                db.Tenants.Where(tenant => tenant.Id == db.TenantId).Select(tenant => tenant.Name).First(),
                permissions, actor.HiddenFields, user.Theme, user.Density, user.TimeZone)
            {
                Left = left.ToFrozenSet(),
                Actor = actor,
                NumberFormat = user.NumberFormat,
                DateFormat = user.DateFormat,
                FirstDay = user.FirstDay,
            })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new SignedOut();
    }
}
