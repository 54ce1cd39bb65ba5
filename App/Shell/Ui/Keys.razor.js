let owner = null;
let leave = null;
let wentAt = -Infinity;
let isUntold = false;

// Without a connection the page hears nothing; the strip says so.
const tell = (name, ...values) => crm.connection.isLost() ? undefined : owner.invokeMethodAsync(name, ...values).catch(() => { });

const palette = () => document.querySelector('dialog.palette');

function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'));
}

// It is in the page already and opens in the browser at once, so that it has each letter from the first one on; the server hears of it behind.
function openPalette() {
  const input = palette().querySelector('input');
  input.value = '';
  palette().showModal();
  input.focus();
  isUntold = crm.connection.isLost();
  tell('BeginPalette', crm.recent());
}

function press(event) {
  // Enter in an open list chooses; it does not send the form around it.
  if (event.key === 'Enter' && event.target.matches?.('[role="combobox"][aria-expanded="true"]')) {
    event.preventDefault();
  }

  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
  if (command) {
    event.preventDefault();
  }

  if (document.querySelector('dialog[open]')) {
    return;
  }

  if (command) {
    openPalette();
    return;
  }

  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  if (event.key === '/') {
    event.preventDefault();
    openPalette();
  } else if (event.key === '?') {
    tell('OpenHelp');
  } else if (event.key === 'g') {
    wentAt = event.timeStamp;
  } else if (event.timeStamp - wentAt < 1200 && event.key.length === 1) {
    wentAt = -Infinity;
    tell('Go', event.key.toLowerCase());
  }
}

const click = event => event.target.closest('[data-search]') && openPalette();

// Opened while the connection was gone.
function hear(isLost) {
  if (!isLost && isUntold && palette()?.open) {
    isUntold = false;
    tell('BeginPalette', crm.recent());
    palette().querySelector('input').dispatchEvent(new Event('input', { bubbles: true }));
  }
}

export function listen(keys) {
  owner = keys;
  leave = crm.connection.follow(hear);
  palette().addEventListener('close', () => tell('EndPalette'));
  palette().addEventListener('pointerdown', event => event.target === palette() && palette().close());
  document.addEventListener('click', click);
  document.addEventListener('keydown', press);
  document.documentElement.dataset.keys = 'heard';
}

export function closePalette() {
  palette()?.close();
}

export function forget() {
  leave?.();
  document.removeEventListener('click', click);
  document.removeEventListener('keydown', press);
}
