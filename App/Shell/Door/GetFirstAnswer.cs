using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>What the asker's idempotency key has been answered with; null where it is new. For writes that read something before they are made, which may be gone by now.</summary>
/// <param name="Fingerprint">Of the request that came with the key; another one is refused.</param>
[Open("Whoever asks gets only what a key of their own has been answered with before, and only while they may still send that request.")]
public sealed record GetFirstAnswer(string Key, string Fingerprint) : IQuery<FirstAnswer?>;

/// <param name="Json">The answer, as it was stored.</param>
public sealed record FirstAnswer(string Json);

file sealed class Rules : AbstractValidator<GetFirstAnswer>
{
    public Rules() => RuleFor(asked => asked.Key).NotEmpty().MaximumLength(255);
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetFirstAnswer, FirstAnswer?>
{
    public async Task<FirstAnswer?> Handle(GetFirstAnswer request, CancellationToken cancellationToken)
    {
        var key = FirstAnswers.Key(db.UserId, request.Key);
        var known = await db.IdempotencyRecords.AsNoTracking().SingleOrDefaultAsync(record => record.Key == key, cancellationToken);
        if (known is not null && RequestDoor.Named(known.Request)?.Needs is { } needs && AccessPolicy.Decide(db.Work.Actor, needs) is { IsAllowed: false } denied)
        {
            throw new AccessDenied(denied.Reason);
        }

        return known is null ? null : new FirstAnswer(FirstAnswers.Of(known, request.Fingerprint));
    }
}

/// <summary>How the answers to idempotency keys are kept.</summary>
internal static class FirstAnswers
{
    /// <summary>Whose key it is comes from the signed-in person only, never from the client.</summary>
    public static string Key(long? userId, string given) => $"u{userId}:{given}";

    /// <exception cref="KeyConflict">The key was used for another request.</exception>
    public static string Of(IdempotencyRecord known, string fingerprint) => known.Fingerprint == fingerprint
        ? known.Response!
        : throw new KeyConflict("This idempotency key was used for another request. Use a new key for a new request.");
}
