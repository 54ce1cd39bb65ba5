using Microsoft.JSInterop;

namespace CrmLive.Shell;

/// <summary>Calls to a browser that may have closed its tab meanwhile: then nobody misses what they would have done, and it is no fault.</summary>
internal static class BrowserCalls
{
    public static async Task Tell(this IJSRuntime js, string name, params object?[] arguments)
    {
        try
        {
            await js.InvokeVoidAsync(name, arguments);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // Nobody is left to be told.
        }
    }

    public static async Task Tell(this IJSObjectReference script, string name, params object?[] arguments)
    {
        try
        {
            await script.InvokeVoidAsync(name, arguments);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // Nobody is left to be told.
        }
    }

    /// <summary>Lets go of scripts; the browser forgets them by itself when it is gone.</summary>
    public static async Task LetGo(this IJSObjectReference script)
    {
        try
        {
            await script.DisposeAsync();
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // The browser is gone, and the script with it.
        }
    }

    /// <summary>The connection is over, or the server has stopped waiting for an answer over it.</summary>
    public static bool IsGone(Exception failure) => failure is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}
