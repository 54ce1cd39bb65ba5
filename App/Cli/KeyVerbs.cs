using System.CommandLine;
using CrmLive.Hub;

namespace CrmLive.Cli;

/// <summary><c>crm keys create | list | revoke</c>.</summary>
internal static class KeyVerbs
{
    private static readonly Option<string> User = new("--user") { Description = "E-mail address of the person as whom the program acts.", Required = true };

    private static readonly Option<string[]> Scopes = new("--scopes")
    {
        Description = "Permissions such as opportunity.read opportunity.update; the person's roles have to grant them too.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Label = new("--label") { Description = "What the key is for." };
    private static readonly Option<string?> Expires = new("--expires") { Description = "When it ends: after days such as 90d, at the end of a day (UTC) such as 2027-01-31, or never, which it is without this." };

    private static readonly Argument<string> Key = new("key") { Description = "The key's id, such as key_1001." };

    public static Command Keys() => Verb.Group("keys", "API keys for other programs.",
        Verb.Of("create", "Makes a key. Its secret is shown this once.", Create, User, Scopes, Label, Expires),
        Verb.Of("list", "Lists the keys, the newest first.", List),
        Verb.Of("revoke", "Ends a key for good.", Revoke, Key));

    private static async Task<object?> Create(VerbRun run)
    {
        var scopes = run.Get(Scopes)!.SelectMany(scope => scope.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var key = await run.Send(new CreateApiKey(run.Get(User), [.. scopes], run.Get(Label), KeyExpiry.Read(run.Get(Expires), run.Service<TimeProvider>().GetUtcNow())));
        return new { Id = Id(key.Id), key.Secret, key.User, key.Scopes, key.ExpiresAt, Warnings = key.Idle.Select(scope => $"No role of {key.User} allows {scope}, so the key does not either.") };
    }

    private static async Task<object?> List(VerbRun run) => (await run.Send(new ListApiKeys())).Select(key => new
    {
        Id = Id(key.Id),
        key.Hint,
        key.Label,
        key.User,
        key.Scopes,
        key.CreatedAt,
        key.LastUsedAt,
        key.ExpiresAt,
        key.RevokedAt,
    });

    private static async Task<object?> Revoke(VerbRun run)
    {
        var number = Shell.WireId.Of(RecordKind.ApiKey, run.Get(Key));
        await run.Send(new RevokeApiKey(number));
        return new { Id = Id(number), Status = "revoked" };
    }

    private static string Id(long number) => new RecordId(RecordKind.ApiKey, number).ToString();
}
