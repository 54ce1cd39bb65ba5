// Blazor marks the strip when the connection to the server breaks and when it is back; this adds what a person can do about it.
const strip = document.getElementById('components-reconnect-modal');

// What is typed is kept over it, so nobody is asked.
function reload() {
  crm.drafts.letGo();
  location.reload();
}

// A page at rest is not gone on with: it would be built anew without what is typed in it.
async function tryNow() {
  const isPaused = strip.classList.contains('components-reconnect-paused');
  try {
    if (isPaused || !await Blazor.reconnect()) {
      reload();
    }
  } catch {
    strip.className = 'reconnect components-reconnect-failed';
  }
}

strip?.querySelector('[data-reconnect]').addEventListener('click', tryNow);
strip?.querySelector('[data-reload]').addEventListener('click', reload);
window.addEventListener('online', () => strip?.classList.contains('components-reconnect-failed') && tryNow());

// A page that the server has given up comes back by itself where nothing typed is in it; else its person says when.
strip?.addEventListener('components-reconnect-state-changed', event => event.detail.state === 'rejected' && !crm.drafts.isUnsaved() && reload());
