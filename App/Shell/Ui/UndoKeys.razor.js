let page = null;
const typing = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]';

function press(event) {
  const letter = event.key.toLowerCase();
  const isCommand = event.ctrlKey || event.metaKey;
  const isMeant = letter === 'z' || (letter === 'y' && isCommand);
  if (!isMeant || event.altKey || event.defaultPrevented || event.target.closest?.(typing) || document.querySelector('dialog[open]')) {
    return;
  }

  event.preventDefault();

  // Without a connection the page hears nothing; the strip says so.
  page.invokeMethodAsync(letter === 'y' || event.shiftKey ? 'Redo' : 'Undo').catch(() => { });
}

export function listen(owner) {
  page = owner;
  document.addEventListener('keydown', press);
}

export function forget() {
  document.removeEventListener('keydown', press);
}
