namespace CrmLive.Live;

/// <summary>
/// The statements of the queue. Times are those of the database only. Items are named by JSON: <c>[{"t":tenant,"id":1,"token":2}]</c>; a statement touches those alone
/// that are still held under that token.
/// </summary>
/// <param name="TakeIn">Makes items of at most {0} wishes, in their order. Only under <see cref="Data.DatabaseProvider.TryHold"/>.</param>
/// <param name="Claim">Columns of <see cref="ClaimedWork"/> of at most {0} items that are due, for the node {1}, with a lease of {2} ms; kinds are the JSON array {3}. Those due before {4} are not looked for.</param>
/// <param name="Renew">Lets leases of {0} end in {1} ms from now; gives back id and token of those that were held still.</param>
/// <param name="Finish">Items {0} are done, or run once more; counts them.</param>
/// <param name="Bury">Items {0} are given up for the failure {1} with the words {2}; counts them.</param>
/// <param name="Fail">Items {0} rest for {1} ms after the failure {2} with the words {3}; counts them.</param>
/// <param name="GiveBack">Items {0} have not been begun; counts them.</param>
/// <param name="Next">Lets the next go on of each order key of {0}: <c>[{"t":tenant,"o":"key"}]</c>.</param>
/// <param name="Tidy">Removes streams that have run dry, and lets go on what waits for nobody. Only under the same lock as <paramref name="TakeIn"/>.</param>
/// <param name="Lag">Columns of <see cref="WorkLag"/> by tenant and kind; tenant {0} only, unless it is 0.</param>
/// <param name="PauseAll">Pauses the kind {0} in the tenant {1}.</param>
/// <param name="ResumeAll">The opposite.</param>
public sealed record WorkSql(
    string TakeIn, string Claim, string Renew, string Finish, string Bury, string Fail, string GiveBack, string Next, string Tidy, string Lag, string PauseAll, string ResumeAll);

/// <summary>An item that this node has.</summary>
/// <param name="WasDue">When it was due.</param>
/// <param name="Streams">How many streams had something due when it was claimed.</param>
public sealed record ClaimedWork(
    long TenantId, long Id, long Token, string Kind, string Key, string? Payload, int Attempts, string? OrderKey, short Lane, short Priority, DateTimeOffset WasDue,
    long? CausationId, string? CorrelationId, int Depth, long Streams);

/// <summary>How far work of one kind is behind in one tenant.</summary>
/// <param name="Items">That are due and nobody has; counted to 1,000 for each priority.</param>
/// <param name="Seconds">How long the oldest of them has been due.</param>
/// <param name="Later">Something of it has a time in the future.</param>
public sealed record WorkLag(long TenantId, string Kind, long Items, double Seconds, bool Later, bool IsPaused);

/// <summary>An item that is held under a token.</summary>
public sealed record HeldWork(long Id, long Token);
