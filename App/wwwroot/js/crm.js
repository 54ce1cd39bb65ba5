// Runs before the first paint: what belongs to this browser and not to the person.
window.crm = {
  // How numbers and days are written here, and where here is: it counts until the person chooses.
  browser() {
    const language = navigator.language;
    const said = ask => {
      try {
        return ask() ?? null;
      } catch {
        return null;
      }
    };
    return {
      zone: said(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
      number: said(() => new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(1234567.89)),
      order: said(() => new Intl.DateTimeFormat(language, { calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' })
        .formatToParts(0).map(part => part.type[0]).filter(type => 'dmy'.includes(type)).join('')),
      firstDay: said(() => {
        const locale = new Intl.Locale(language);
        return (locale.getWeekInfo?.() ?? locale.weekInfo).firstDay;
      }),
    };
  },

  look(theme, density) {
    Object.assign(document.documentElement.dataset, { theme, density });
  },

  // Leaves for another page of ours; the answer goes out first. What is typed is kept, so nobody is asked whether to stay.
  go(address) {
    crm.drafts.letGo();
    setTimeout(() => location.assign(address));
  },

  reveal: id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }),

  // What was chosen in the palette last, the newest first.
  recent() {
    try {
      return JSON.parse(localStorage.getItem('crm.recent')) ?? [];
    } catch {
      return [];
    }
  },

  remember(entry) {
    try {
      localStorage.setItem('crm.recent', JSON.stringify([entry, ...crm.recent().filter(other => other.href !== entry.href)].slice(0, 6)));
    } catch {
      // Storage may be forbidden; then nothing is recent.
    }
  },

  foldNavigation() {
    const html = document.documentElement;
    html.dataset.nav = html.dataset.nav === 'narrow' ? 'wide' : 'narrow';
    try {
      localStorage.setItem('crm.nav', html.dataset.nav);
    } catch {
      // Storage may be forbidden; then the choice lasts as long as the page.
    }
  },
};

try {
  document.documentElement.dataset.nav = localStorage.getItem('crm.nav') ?? 'wide';
} catch {
  document.documentElement.dataset.nav = 'wide';
}

// A menu closes when something outside it, or one of its links, is chosen, and on Escape.
for (const event of ['click', 'keydown']) {
  document.addEventListener(event, e => {
    for (const menu of document.querySelectorAll('details[data-closes][open]')) {
      const leaves = e.type === 'click' ? !menu.contains(e.target) || e.target.closest('a.menu-item, button.menu-item') : e.key === 'Escape';
      if (leaves) {
        menu.open = false;
        if (e.type === 'keydown') {
          menu.querySelector('summary').focus();
        }
      }
    }
  });
}

// Nor does a menu stay open that the focus has left.
document.addEventListener('focusout', event => {
  const menu = event.target.closest?.('details[data-closes][open]');
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) {
    menu.open = false;
  }
});

// In a menu the arrows go from entry to entry, and a letter to the next one that begins with it.
document.addEventListener('keydown', event => {
  const menu = event.target.closest?.('details[data-closes]');
  if (!menu || event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  menu.open ||= event.key === 'ArrowDown' && event.target.matches('summary');
  const entries = menu.open ? [...menu.querySelectorAll('.menu-list :is(a[href], button, select)')] : [];
  const at = entries.indexOf(event.target);
  const behind = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  const next = {
    ArrowDown: () => behind[0],
    ArrowUp: () => entries.at(at < 0 ? -1 : at - 1),
    Home: () => entries[0],
    End: () => entries.at(-1),
  }[event.key]?.() ?? (/^[^ ]$/u.test(event.key) ? behind.find(entry => entry.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase())) : null);
  if (next) {
    event.preventDefault();
    event.stopImmediatePropagation();
    next.focus();
  }
});

// In a list under an input the arrows move the choice and not the caret, and Enter and Escape belong to the list.
document.addEventListener('keydown', event => {
  if (event.target.matches?.('[role="combobox"]')) {
    const isOpen = event.target.getAttribute('aria-expanded') === 'true' && !('palette' in event.target.dataset);
    if (['ArrowDown', 'ArrowUp'].includes(event.key) || (isOpen && ['Enter', 'Escape'].includes(event.key))) {
      event.preventDefault();
    }
  }
}, true);

// What is marked takes what is dragged over it. A page cannot say so alone, because it hears of each step too late; and some browsers drag only what holds something.
document.addEventListener('dragstart', event => event.target.closest?.('[data-drags]') && event.dataTransfer.setData('text/plain', ''));
for (const event of ['dragover', 'drop']) {
  document.addEventListener(event, e => e.target.closest?.('[data-drops]') && e.preventDefault());
}

// What opens takes the focus in the moment in which it is drawn: a focus that the server asked for would come later and take the cursor out of the field
// that somebody went to meanwhile. Who types somewhere else goes on typing there. Dialogs look after themselves.
const isTypingElsewhere = first => document.activeElement?.matches('input, textarea, select, [contenteditable]') && !document.activeElement.closest('.form')?.contains(first);
new MutationObserver(changes => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      const first = node instanceof HTMLElement && (node.matches('[autofocus]') ? node : node.querySelector('[autofocus]'));
      if (first && !first.closest('dialog') && !isTypingElsewhere(first)) {
        first.focus({ preventScroll: first.matches('aside') });
      }
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
