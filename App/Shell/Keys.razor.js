let owner = null;
let wentAt = -Infinity;

// Without a connection the page hears nothing; the strip says so.
const tell = (name, ...values) => owner.invokeMethodAsync(name, ...values).catch(() => { });

function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'));
}

function press(event) {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
  if (command) {
    event.preventDefault();
  }

  if (document.querySelector('dialog[open]')) {
    return;
  }

  if (command) {
    tell('OpenPalette');
    return;
  }

  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  if (event.key === '/') {
    event.preventDefault();
    tell('OpenPalette');
  } else if (event.key === '?') {
    tell('OpenHelp');
  } else if (event.key === 'g') {
    wentAt = event.timeStamp;
  } else if (event.timeStamp - wentAt < 1200 && event.key.length === 1) {
    wentAt = -Infinity;
    tell('Go', event.key.toLowerCase());
  }
}

const click = event => event.target.closest('[data-search]') && tell('OpenPalette');

export function listen(keys) {
  owner = keys;
  document.addEventListener('click', click);
  document.addEventListener('keydown', press);
  document.documentElement.dataset.keys = 'heard';
}

export function forget() {
  document.removeEventListener('click', click);
  document.removeEventListener('keydown', press);
}
