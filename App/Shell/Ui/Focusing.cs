using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmLive.Shell;

/// <summary>Gives the focus to what may have left the page already, because its person was faster.</summary>
public static class Focusing
{
    public static async Task FocusIfThere(this ElementReference element)
    {
        try
        {
            await element.FocusAsync();
        }
        catch (JSException)
        {
            // It is not there any more.
        }
    }
}
