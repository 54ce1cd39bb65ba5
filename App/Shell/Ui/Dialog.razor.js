// The dialog element keeps focus inside and makes the rest inert; what is missing is to give focus back after it has left the page.
const opened = [];

export function open(dialog, owner) {
  if (!dialog?.isConnected) {
    return;
  }

  // Without a connection the page hears nothing; the strip says so. What is typed is asked about first.
  const ask = async () => await crm.drafts.mayLeave(dialog) && !crm.connection.isLost() && owner.invokeMethodAsync('AskToClose').catch(() => { });
  opened.push({ dialog, opener: document.activeElement });
  dialog.addEventListener('cancel', event => {
    if (event.target === dialog) {
      event.preventDefault();
      ask();
    }
  });

  // Browsers close it at the second Esc whatever the page says: it stands until the page takes it away.
  dialog.addEventListener('close', event => event.target === dialog && opened.some(one => one.dialog === dialog) && dialog.isConnected && dialog.showModal());
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
