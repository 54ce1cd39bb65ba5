using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Remembers how I write numbers and read days; null for what the browser says. Returns my number.</summary>
[Open("A person sets only their own preferences.")]
public sealed record SaveFormats(string? Numbers, string? Dates, string? FirstDay) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<SaveFormats, long>
{
    public async Task<long> Handle(SaveFormats request, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == db.UserId, cancellationToken) ?? throw new SignedOut();
        user.PreferFormats(request.Numbers, request.Dates, request.FirstDay);
        await db.SaveChangesAsync(cancellationToken);
        return user.Id;
    }
}
