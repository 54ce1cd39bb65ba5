using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>
/// Fifth step: a write with an idempotency key has one effect and one answer. The key is claimed, the effect made and the answer stored in one
/// transaction, so a crash in between leaves neither.
/// </summary>
internal sealed class Idempotent<TRequest, TResponse>(CurrentWork work, CrmDb db, DatabaseProvider provider, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly bool IsToldOnce = typeof(TRequest).IsDefined(typeof(ToldOnceAttribute), inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (work.IdempotencyKey is not { } key || request is not ICommand<TResponse>)
        {
            return await next();
        }

        var scoped = FirstAnswers.Key(work.Actor.UserId, key);
        var fingerprint = work.Fingerprint ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request, EventJson.Options))));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.IdempotencyRecords.AsNoTracking().SingleOrDefaultAsync(r => r.Key == scoped, cancellationToken) is { } known)
        {
            return Replay(known, fingerprint);
        }

        return await Claim(new IdempotencyRecord
        {
            Key = scoped,
            Request = work.Work.Request,
            Fingerprint = fingerprint,
            At = clock.GetUtcNow(),
        }, next, transaction, cancellationToken);
    }

    private static TResponse Replay(IdempotencyRecord known, string fingerprint)
    {
        var answer = FirstAnswers.Of(known, fingerprint);
        return IsToldOnce ? throw new KeyConflict("This was done, and its answer is told only once.") : JsonSerializer.Deserialize<TResponse>(answer, EventJson.Options)!;
    }

    private async Task<TResponse> Claim(
        IdempotencyRecord record,
        RequestHandlerDelegate<TResponse> next,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken ct)
    {
        db.HasAudited = true;
        db.IdempotencyRecords.Add(record);
        try
        {
            // Waits here while another request holds the same key.
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (provider.IsUniqueViolation(taken))
        {
            // The other one has committed by now: its answer is the answer.
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return Replay(await db.IdempotencyRecords.AsNoTracking().SingleAsync(r => r.Key == record.Key, ct), record.Fingerprint);
        }

        db.HasAudited = false;
        var response = await next();
        record.Response = IsToldOnce ? "null" : JsonSerializer.Serialize(response, EventJson.Options);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return response;
    }
}
