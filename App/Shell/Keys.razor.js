let owner = null;
let wentAt = -Infinity;

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
    owner.invokeMethodAsync('OpenPalette');
    return;
  }

  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  if (event.key === '/') {
    event.preventDefault();
    owner.invokeMethodAsync('OpenPalette');
  } else if (event.key === '?') {
    owner.invokeMethodAsync('OpenHelp');
  } else if (event.key === 'g') {
    wentAt = event.timeStamp;
  } else if (event.timeStamp - wentAt < 1200 && event.key.length === 1) {
    wentAt = -Infinity;
    owner.invokeMethodAsync('Go', event.key.toLowerCase());
  }
}

export function listen(keys) {
  owner = keys;
  document.addEventListener('keydown', press);
  document.documentElement.dataset.keys = 'heard';
}

export function forget() {
  document.removeEventListener('keydown', press);
}
