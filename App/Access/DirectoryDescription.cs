using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CrmLive.Access;

/// <summary>
/// What the identity provider says of itself, with its keys, kept for half a day. The framework's own would look for a new key only behind the person's back and refuse
/// them; this one looks at once, but nobody can make it look all the time. Keys that are gone are not believed any more.
/// </summary>
internal sealed class DirectoryDescription : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly IDocumentRetriever _documents;
    private readonly TimeProvider _clock;
    private (OpenIdConnectConfiguration Value, DateTimeOffset At)? _kept;
    private bool _isWanted;

    public DirectoryDescription(string address, IDocumentRetriever documents, TimeProvider clock)
    {
        (_documents, _clock) = (documents, clock);
        MetadataAddress = address;
        RefreshInterval = TimeSpan.FromMinutes(1);
        UseLastKnownGoodConfiguration = false;
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            var now = _clock.GetUtcNow();
            if (_kept is not { } kept || now - kept.At >= (_isWanted ? RefreshInterval : AutomaticRefreshInterval))
            {
                _kept = (await OpenIdConnectConfigurationRetriever.GetAsync(MetadataAddress, _documents, cancel), now);
            }

            _isWanted = false;
            return _kept.Value.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    public override void RequestRefresh() => _isWanted = true;

    public void Dispose() => _gate.Dispose();
}
