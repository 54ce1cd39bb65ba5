// Who opens a form by a key or a click goes on typing before it is there. The letters wait for its first field; on the way they would be commands of the page.
crm.letters = (() => {
  const patience = 5000; // ms until nothing is expected any more
  const swallowed = ['Enter', 'Tab', 'Delete', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
  let waiting = null;

  const takesText = element => element?.matches?.('textarea, input:not([type="checkbox"], [type="radio"], [type="date"], [type="range"])');

  function stop() {
    clearTimeout(waiting?.timer);
    waiting = null;
  }

  function wait() {
    stop();
    waiting = { text: '', timer: setTimeout(stop, patience) };
  }

  function key(event) {
    if (!waiting || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) {
      return;
    }

    if (event.key === 'Backspace') {
      waiting.text = waiting.text.slice(0, -1);
    } else if (event.key.length === 1) {
      waiting.text += event.key;
    } else if (event.key === 'Escape') {
      stop();
      return;
    } else if (!swallowed.includes(event.key)) {
      return;
    }

    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function arrive(event) {
    const text = waiting?.text;
    stop();
    if (text && takesText(event.target)) {
      document.execCommand('insertText', false, text);
    }
  }

  window.addEventListener('keydown', key, true);
  window.addEventListener('focusin', arrive, true);
  window.addEventListener('pointerdown', stop, true);
  window.addEventListener('click', event => event.target.closest?.('[data-opens], a[href*="new=1"]') && wait(), true);
  return { wait, stop };
})();
