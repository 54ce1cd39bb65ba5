// Runs before the first paint: what belongs to this browser and not to the person.
window.crm = {
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,

  look(theme, density) {
    Object.assign(document.documentElement.dataset, { theme, density });
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
