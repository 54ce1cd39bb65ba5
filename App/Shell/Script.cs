using Microsoft.JSInterop;

namespace CrmLive.Shell;

/// <summary>The script of a component. Who is fast leaves a page before its script has come, and no fault of that may show on the next one.</summary>
public sealed class Script(IJSRuntime js, string path)
{
    private IJSObjectReference? _module;
    private bool _isGone;

    public async Task Call(string name, params object?[] arguments)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", path);
            await (_isGone ? _module.DisposeAsync() : _module.InvokeVoidAsync(name, arguments));
        }
        catch (Exception late) when (_isGone && late is JSException or JSDisconnectedException or ObjectDisposedException or OperationCanceledException)
        {
            // What it was called for has left the page.
        }
    }

    /// <summary>The component leaves the page.</summary>
    /// <param name="last">Called before, where the script is there.</param>
    public async ValueTask Leave(string? last = null)
    {
        _isGone = true;
        if (_module is null)
        {
            return;
        }

        try
        {
            await (last is null ? ValueTask.CompletedTask : _module.InvokeVoidAsync(last));
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }
    }
}
