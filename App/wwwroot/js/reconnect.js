// Blazor marks the strip when the connection to the server breaks and when it is back; this adds what a person can do about it.
const strip = document.getElementById('components-reconnect-modal');

// What is typed is kept over it, so nobody is asked.
function reload() {
  crm.drafts.letGo();
  location.reload();
}

async function tryNow() {
  const isPaused = strip.classList.contains('components-reconnect-paused') && Blazor.resumeCircuit;
  try {
    if (!await (isPaused ? Blazor.resumeCircuit() : Blazor.reconnect())) {
      reload();
    }
  } catch {
    strip.className = 'reconnect components-reconnect-failed';
  }
}

strip?.querySelector('[data-reconnect]').addEventListener('click', tryNow);
strip?.querySelector('[data-reload]').addEventListener('click', reload);
window.addEventListener('online', () => strip?.classList.contains('components-reconnect-failed') && tryNow());
