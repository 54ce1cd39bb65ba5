using System.Globalization;

namespace CrmLive.Shell.Neighbours;

/// <summary>
/// Keeps one person, key or tenant from taking what their neighbours need, by what they have at the same time. How often a key may ask is counted
/// beside it, by the REST limits. All that is counted is of this node.
/// </summary>
public sealed class NeighbourLimits(NeighbourOptions options) : IDisposable
{
    // A page that is loaded anew connects before the server knows that its former connection is gone.
    private const int Overlap = 5;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    public Share Tabs { get; } = new(options.TabsPerPerson + Overlap, options.TabsPerTenant + Overlap);

    public Share Listeners { get; } = new(options.ListenersPerPerson, options.ListenersPerTenant);

    public Share Exports { get; } = new(options.ExportsPerPerson, options.ExportsPerTenant, options.ExportsWaiting);

    public Share Requests { get; } = new(options.RequestsPerPerson, options.RequestsPerTenant, options.RequestsWaiting);

    /// <summary>Before a page is given out.</summary>
    /// <exception cref="Refused">The person or the tenant has as many open as there may be.</exception>
    public void CheckTabs(Caller caller, IHeaderDictionary headers)
    {
        if (Tabs.Of(caller) >= options.TabsPerPerson)
        {
            throw TooMany(headers, $"You have {options.TabsPerPerson} tabs of CrmLive open, and more are not possible. Close one of them and try again.");
        }

        if (Tabs.OfTenant(caller) >= options.TabsPerTenant)
        {
            throw TooMany(headers, "Your organisation has as many tabs open as it may have. Close those that you do not need and try again.");
        }
    }

    /// <exception cref="Refused">The person or the tenant has as many open as there may be.</exception>
    public async ValueTask<IDisposable> Connect(Share share, Caller caller, IHeaderDictionary headers, CancellationToken ct) =>
        await share.Take(caller, ct) ?? throw TooMany(headers, "You have as many live connections as one person may have. Close some of them and try again.");

    /// <exception cref="Refused">There are too many exports before this one.</exception>
    public async ValueTask<IDisposable> Export(Caller caller, IHeaderDictionary headers, CancellationToken ct) =>
        await Exports.Take(caller, ct) ?? throw TooMany(headers, $"{options.ExportsPerPerson} exports of yours are running and others wait. Try again when one of them has ended.");

    /// <exception cref="Refused">There are too many requests before this one.</exception>
    public async ValueTask<IDisposable> Request(Caller caller, IHeaderDictionary? headers, CancellationToken ct) =>
        await Requests.Take(caller, ct) ?? throw TooMany(headers, "Too much is being asked for at once, and this had to wait too long. Try again in a moment, with less at the same time.");

    public void Dispose()
    {
        Tabs.Dispose();
        Listeners.Dispose();
        Exports.Dispose();
        Requests.Dispose();
    }

    private static Refused TooMany(IHeaderDictionary? headers, string message)
    {
        headers?.RetryAfter = Wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return new Refused(429, "TOO_MANY_AT_ONCE", message);
    }
}
