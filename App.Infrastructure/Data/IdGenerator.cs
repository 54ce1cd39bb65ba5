namespace CrmLive.Data;

/// <summary>Hands out record numbers from blocks of one database sequence (HiLo): one round trip per <see cref="BlockSize"/> ids.</summary>
public sealed class IdGenerator(DatabaseProvider provider) : IDisposable
{
    public const int BlockSize = 100;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next;
    private long _end;

    public async ValueTask<long> Next(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_next == _end)
            {
                _next = await provider.NextIdBlock(ct);
                _end = _next + BlockSize;
            }

            return _next++;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
