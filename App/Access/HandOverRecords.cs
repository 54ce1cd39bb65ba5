using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Access;

/// <summary>Gives what a person owns to somebody else, some at a time: sent again it goes on where it ended. Returns how many were given; none are left at zero.</summary>
[Needs("user.update")]
public sealed record HandOverRecords(long UserId, long ToUserId) : ICommand<int>, IRepeatable
{
    /// <summary>In one transaction.</summary>
    public const int Most = 200;
}

file sealed class Handler(CrmDb db, IEnumerable<HeldRecords> kinds) : IRequestHandler<HandOverRecords, int>
{
    public async Task<int> Handle(HandOverRecords request, CancellationToken cancellationToken)
    {
        await db.Require<User>(request.UserId, cancellationToken);
        if (request.ToUserId == request.UserId)
        {
            throw InvalidInput.Of("to_user_id", "same", "These are their records already. Choose somebody else.");
        }

        var to = await Owner.Find(db, request.ToUserId, cancellationToken);
        var given = 0;
        foreach (var kind in kinds)
        {
            given += given < HandOverRecords.Most ? await kind.Give(db, request.UserId, to, HandOverRecords.Most - given, cancellationToken) : 0;
        }

        await db.SaveChangesAsync(cancellationToken);
        return given;
    }
}
