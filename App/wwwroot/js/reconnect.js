// Blazor marks the strip when the connection to the server breaks and when it is back; this adds what a person can do about it.
const strip = document.getElementById('components-reconnect-modal');

async function tryNow() {
  try {
    if (!await Blazor.reconnect()) {
      location.reload();
    }
  } catch {
    strip.className = 'components-reconnect-failed';
  }
}

strip?.querySelector('[data-reconnect]').addEventListener('click', tryNow);
strip?.querySelector('[data-reload]').addEventListener('click', () => location.reload());
window.addEventListener('online', () => strip?.classList.contains('components-reconnect-failed') && tryNow());
