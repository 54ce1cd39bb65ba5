using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Hub;

/// <summary>Makes a key with which another program acts as a person, within the scopes. The secret is in the answer and nowhere else.</summary>
[Needs("api_key.create")]
[ToldOnce]
public sealed record CreateApiKey(string? Email, IReadOnlyList<string> Scopes, string? Label = null, DateTimeOffset? ExpiresAt = null) : ICommand<NewApiKey>;

/// <param name="Secret">Shown this once.</param>
/// <param name="Idle">Scopes that allow nothing, because no role of the person does; they begin to count once one does.</param>
public sealed record NewApiKey(long Id, string Secret, string User, IReadOnlyList<string> Scopes, IReadOnlyList<string> Idle, DateTimeOffset? ExpiresAt);

file sealed class Rules : AbstractValidator<CreateApiKey>
{
    public Rules() => RuleFor(key => key.Scopes.Count).LessThanOrEqualTo(100).WithMessage("A key has at most 100 scopes.");
}

file sealed class Handler(CrmDb db, CurrentWork work, IdGenerator ids, TimeProvider clock) : IRequestHandler<CreateApiKey, NewApiKey>
{
    public async Task<NewApiKey> Handle(CreateApiKey request, CancellationToken cancellationToken)
    {
        var email = request.Email?.Trim().ToLowerInvariant();
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(person => person.Email == email && person.IsActive, cancellationToken)
            ?? throw InvalidInput.Of("user", "unknown", "There is no active person with this e-mail address. Look at the list of users.");
        var secret = ApiKeySecret.New();
        var key = new ApiKey(
            await ids.Next(cancellationToken), user.Id, request.Label, secret.Hint, secret.Hash, request.Scopes, clock.GetUtcNow(), work.Method, request.ExpiresAt);
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        var person = await db.ActorOf(user, cancellationToken);
        return new NewApiKey(key.Id, secret.Text, user.Name, key.Scopes, [.. key.Scopes.Where(scope => !person.May(scope))], key.ExpiresAt);
    }
}
