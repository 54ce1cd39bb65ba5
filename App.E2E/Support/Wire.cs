using System.Text;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>What goes between a page and the program. Listens from before the page is opened.</summary>
internal sealed class Wire
{
    private readonly Lock _door = new();
    private readonly List<Call> _calls = [];

    public Wire(IPage page) => page.WebSocket += (_, socket) =>
    {
        socket.FrameSent += (_, frame) => Each(call => call.IsSent |= (frame.Binary ?? []).AsSpan().IndexOf(call.Name) >= 0);
        socket.FrameReceived += (_, _) => Each(call => _ = call.IsSent && call.Told.TrySetResult());
    };

    /// <summary>Completes when, from now on, the page has told the program something and has had its answer.</summary>
    public Task Told(string what)
    {
        var call = new Call(Encoding.UTF8.GetBytes(what), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_door)
        {
            _calls.Add(call);
        }

        return call.Told.Task.Soon($"the page to tell {what} and to have its answer");
    }

    private void Each(Action<Call> act)
    {
        lock (_door)
        {
            _calls.ForEach(act);
        }
    }

    private sealed record Call(byte[] Name, TaskCompletionSource Told)
    {
        public bool IsSent { get; set; }
    }
}
