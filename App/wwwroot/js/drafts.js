// Keeps what is typed into a form with data-draft while the page lives. When the page was lost with the form open, it is offered back.
const prefix = 'crm.draft.';

const read = name => {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + name));
  } catch {
    return null;
  }
};

const write = (name, values) => {
  try {
    if (values) {
      sessionStorage.setItem(prefix + name, JSON.stringify(values));
    } else {
      sessionStorage.removeItem(prefix + name);
    }
  } catch {
    // Storage may be full or forbidden; then nothing is kept.
  }
};

document.addEventListener('input', event => {
  const form = event.target.closest?.('form[data-draft]');
  if (form && event.target.name && event.target.type !== 'password') {
    const name = form.dataset.draft;
    write(name, { ...read(name), [event.target.name]: event.target.value });
  }
});

function offer(form) {
  const values = read(form.dataset.draft);
  if (form.querySelector('.draft-offer') || !values || !Object.values(values).some(value => value)) {
    return;
  }

  const note = document.createElement('div');
  note.className = 'draft-offer';
  note.setAttribute('role', 'status');
  note.append('You had typed something here before the page was lost. ');
  for (const [label, put] of [['Put it back', true], ['Throw it away', false]]) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: label });
    button.addEventListener('click', () => {
      for (const [name, value] of put ? Object.entries(values) : []) {
        const field = form.elements.namedItem(name);
        if (field) {
          field.value = value;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
      }

      if (!put) {
        write(form.dataset.draft, null);
      }

      note.remove();
    });
    note.append(button);
  }

  form.append(note);
}

// A form that leaves a living page was sent or closed by its person.
new MutationObserver(changes => {
  for (const change of changes) {
    for (const [nodes, act] of [[change.addedNodes, offer], [change.removedNodes, form => form.isConnected || write(form.dataset.draft, null)]]) {
      for (const node of nodes) {
        if (node instanceof HTMLElement) {
          const forms = node.matches('form[data-draft]') ? [node] : node.querySelectorAll('form[data-draft]');
          forms.forEach(act);
        }
      }
    }
  }
}).observe(document.body, { childList: true, subtree: true });
