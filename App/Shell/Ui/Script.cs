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
        catch (Exception late) when (BrowserCalls.IsGone(late) || (_isGone && late is JSException))
        {
            // What it was called for has left the page, or the page is gone.
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

        await (last is null ? Task.CompletedTask : _module.Tell(last));
        await _module.LetGo();
    }
}
