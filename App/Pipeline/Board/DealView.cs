using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>What the tabs of a deal know about where they stand.</summary>
/// <param name="AsOf">Null for now.</param>
/// <param name="IsFixed">Nothing can be changed here.</param>
/// <param name="OnDid">Gets what was done in a tab, to be taken back on the page.</param>
public sealed record DealView(DealDetails Deal, DateTimeOffset? AsOf, bool IsFixed, EventCallback<Step> OnDid);
