// The dialog element keeps focus inside and makes the rest inert; what is missing is to give focus back after it has left the page.
const opened = [];

export function open(dialog, owner) {
  if (!dialog?.isConnected) {
    return;
  }

  // Without a connection the page hears nothing; the strip says so.
  const ask = () => owner.invokeMethodAsync('AskToClose').catch(() => { });
  opened.push({ dialog, opener: document.activeElement });
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    ask();
  });
  dialog.addEventListener('pointerdown', event => {
    if (event.target === dialog) {
      ask();
    }
  });
  dialog.showModal();
  const first = dialog.querySelector('[autofocus]') ?? dialog.querySelector('.dialog-body :is(input, select, textarea, button, a[href])');
  first?.focus();
}

export function close() {
  const { dialog, opener } = opened.pop() ?? {};

  // While it stands open, the rest of the page is inert and takes no focus.
  dialog?.close();
  if (opener?.isConnected) {
    opener.focus();
  }
}
