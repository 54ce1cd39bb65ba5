namespace CrmLive.Bench;

/// <summary>What runs in the browsers to take the time there, by the clock that both share.</summary>
internal static class BoardScript
{
    /// <summary>Notes when a card is seen in a column.</summary>
    public const string AwaitCard = """
        ([deal, lane]) => {
          const now = () => performance.timeOrigin + performance.now();
          const there = () => document.querySelectorAll('[data-stage]')[lane].querySelector(`[data-deal="${deal}"]`);
          window.cardSeen = new Promise(resolve => new MutationObserver((_, self) => {
            if (there()) {
              self.disconnect();
              resolve(now());
            }
          }).observe(document.body, { childList: true, subtree: true }));
        }
        """;

    public const string NoteRelease = """
        () => window.addEventListener('pointerup', () => window.cardReleased = performance.timeOrigin + performance.now(), { capture: true, once: true })
        """;

    /// <summary>A move takes a deal from one column to another: at no moment may the columns hold more or fewer together.</summary>
    public const string WatchCounts = """
        () => {
          const sum = () => [...document.querySelectorAll('[data-stage] .lane-count')].reduce((all, one) => all + Number(one.textContent.replace(/\D/g, '')), 0);
          const right = sum();
          window.wrongCounts = 0;
          new MutationObserver(() => window.wrongCounts += sum() === right ? 0 : 1).observe(document.body, { childList: true, subtree: true, characterData: true });
        }
        """;

    public const string CountOf = """
        stage => Number(document.querySelector(`[data-stage="${stage}"] .lane-count`).textContent.replace(/\D/g, ''))
        """;

    public const string JoinEcho = """
        () => new Promise(resolve => {
          const end = String.fromCharCode(30);
          const now = () => performance.timeOrigin + performance.now();
          const socket = new WebSocket(`ws://${location.host}/echo`);
          window.say = text => {
            const at = now();
            socket.send(JSON.stringify({ type: 1, target: 'Say', arguments: [text] }) + end);
            return at;
          };
          socket.onopen = () => socket.send('{"protocol":"json","version":1}' + end);
          socket.onmessage = event => event.data.includes('"said"') ? window.onSaid?.(now()) : resolve();
        })
        """;

    /// <summary>Keeps every task of the page that took more than 50 ms, and the longest gap between two frames.</summary>
    public const string WatchTasks = """
        () => {
          window.longTasks = [];
          window.worstFrame = 0;
          new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' });
          let before = performance.now();
          const frame = now => {
            window.worstFrame = Math.max(window.worstFrame, now - before);
            before = now;
            requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        }
        """;
}
