using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Remembers how I like my screens. Returns the theme.</summary>
/// <param name="TimeZone">IANA name; null for that of the browser.</param>
[Open("A person sets only their own preferences.")]
public sealed record SavePreferences(string Theme, string Density, string? TimeZone) : ICommand<string>;

file sealed class Handler(CrmDb db) : IRequestHandler<SavePreferences, string>
{
    public async Task<string> Handle(SavePreferences request, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == db.UserId, cancellationToken) ?? throw new SignedOut();
        if (request.TimeZone is { } zone && Days.Zone(zone) is null)
        {
            throw InvalidInput.Of("time_zone", "unknown", $"There is no time zone {zone}. Choose one from the list, such as Europe/Berlin.");
        }

        user.Prefer(request.Theme, request.Density, request.TimeZone);
        await db.SaveChangesAsync(cancellationToken);
        return user.Theme;
    }
}
