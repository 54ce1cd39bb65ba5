// What somebody types is theirs until it is saved or thrown away. Each field is known by its form and label, so that no form has to say anything for it:
// what the server has not heard is sent again when the connection is back; what is not saved is kept for a page that is lost, and asked about before it goes.
crm.drafts = (() => {
  const patience = 1500; // ms until a field that the server has not answered for says so
  const settled = 5000; // ms until a form that is sent has said what was wrong with it
  const place = 'crm.drafts';
  const person = document.documentElement.dataset.person ?? '';
  const forms = 'dialog:not(.palette, #draft-question), .card-editor, .inset, .inline-field, .inline-record, form:not([method]), [data-draft]';
  const isPassing = field => field.matches('[type="search"], [type="password"], [type="hidden"], [type="file"], [readonly], [data-palette]');
  const isField = element => element instanceof HTMLElement && element.matches('input, select, textarea');
  const isChoice = field => field.matches('select, [type="checkbox"], [type="radio"], [type="range"]');

  // field -> { key, base, at, isHeard, isSent, isLeft, isRestored, events }
  const known = new Map();
  const bases = new WeakMap();
  let owner = null;
  let said = 0;
  let asking = 0;
  let isTold = false;
  let timer = null;
  let goes = false;

  const valueOf = field => field.matches('[type="checkbox"], [type="radio"]') ? String(field.checked) : field.value;
  const formOf = field => field.closest(forms);
  const wholeOf = field => field.closest('dialog, .card-editor, .inset') ?? formOf(field);

  function titleOf(form) {
    const heads = form.getAttribute('aria-labelledby')?.split(' ').map(id => document.getElementById(id)?.textContent) ?? [];
    return (heads.join(' ') || form.getAttribute('aria-label') || '').trim();
  }

  // Without what mark has put into a label that stands around its field.
  const textOf = label => label && [...label.childNodes].filter(node => node.className !== 'unsaved').map(node => node.textContent).join('');
  const labelOf = field => (field.getAttribute('aria-label') ?? textOf(field.labels?.[0]) ?? field.name ?? '').replace(/\s+/g, ' ').trim();

  const baseOf = field => bases.get(field) ?? valueOf(field);

  // Of several with one label, as in the rows of a list, each is known by what it held: its place changes when rows come, go or move.
  function keyOf(field) {
    const whole = wholeOf(field);
    const fellows = [...whole.querySelectorAll('input, select, textarea')].filter(other => labelOf(other) === labelOf(field));
    const record = field.closest('[data-record]')?.dataset.record ?? location.pathname;
    const which = fellows.length === 1 ? [0] : [baseOf(field), fellows.filter(other => baseOf(other) === baseOf(field)).indexOf(field)];
    return [record, whole.dataset.draft ?? titleOf(whole), labelOf(field), ...which].join('|');
  }

  const stored = (() => {
    try {
      const found = JSON.parse(sessionStorage.getItem(place));
      if (found && person !== '' && found.person !== person) {
        sessionStorage.removeItem(place);
        return {};
      }

      return found?.fields ?? {};
    } catch {
      return {};
    }
  })();

  function store() {
    try {
      if (Object.keys(stored).length > 0) {
        sessionStorage.setItem(place, JSON.stringify({ person, fields: stored }));
      } else {
        sessionStorage.removeItem(place);
      }
    } catch {
      // Storage may be full or forbidden; then nothing outlives the page.
    }
  }

  // An inline field says itself what the server holds of it unsaved; a form is unsaved from the first difference until it is sent or gone.
  function isUnsaved(field) {
    const state = known.get(field);
    if (!state?.key || !field.isConnected) {
      return false;
    }

    if (field.closest('.inline-field')) {
      return (!state.isHeard && valueOf(field) !== state.base) || ('unsaved' in field.dataset && (field === document.activeElement || field.ariaInvalid === 'true' || state.isRestored));
    }

    return valueOf(field) !== state.base && (!state.isSent || hasError(wholeOf(field)));
  }

  const hasError = whole => [...whole.querySelectorAll('[aria-invalid="true"], .field-error')].some(one => one.matches('[aria-invalid]') || one.textContent.trim() !== '');
  const unsavedIn = root => [...known.keys()].filter(field => root.contains(field) && isUnsaved(field) && !field.closest('[data-asks-itself]'));

  function begin(field) {
    const state = { key: !isPassing(field) && formOf(field) ? keyOf(field) : null, base: bases.get(field) ?? '', at: 0, isHeard: false, isSent: false, events: new Set() };
    known.set(field, state);
    return state;
  }

  function typed(event) {
    const field = event.target;
    if (!isField(field) || field.closest('#draft-question')) {
      return;
    }

    const state = known.get(field) ?? begin(field);
    Object.assign(state, { at: ++said, isHeard: false, isLeft: false, since: performance.now() });
    state.events.add(event.type);
    state.key && known.forEach((other, at) => wholeOf(field).contains(at) && (other.isSent = false));
    keep(field);
    crm.connection.isLost() ? mark(field) : setTimeout(ask);
    setTimeout(() => mark(field), patience);
  }

  function keep(field) {
    const state = known.get(field);
    if (!state?.key) {
      return;
    }

    if (isUnsaved(field)) {
      stored[state.key] = { value: valueOf(field), base: state.base, form: titleOf(wholeOf(field)) || labelOf(field), path: location.pathname };
    } else {
      delete stored[state.key];
    }

    store();
  }

  function forget(field) {
    const state = known.get(field);
    known.delete(field);
    if (state?.key) {
      bases.set(field, valueOf(field));
      delete stored[state.key];
      store();
    }

    unmark(field);
  }

  // One question at a time, behind what it is about: what the server answers it has heard before.
  async function ask() {
    if (!owner || asking || crm.connection.isLost()) {
      return;
    }

    const unsaved = unsavedIn(document).length > 0;
    if (unsaved === isTold && [...known.values()].every(state => state.isHeard)) {
      return;
    }

    const [upTo, mine] = [said, ++asking];
    asking = mine;
    try {
      await owner.invokeMethodAsync('Hear', unsaved);
      isTold = unsaved;
      known.forEach((state, field) => state.at <= upTo && hear(field, state));
    } catch {
      // The page that asked is gone.
    }

    if (asking === mine) {
      asking = 0;
      clearTimeout(timer);
      timer = setTimeout(ask, 200);
    }
  }

  function hear(field, state) {
    Object.assign(state, { isHeard: true, events: new Set() });
    const isDone = !state.key || (field.closest('.inline-field') ? !('unsaved' in field.dataset) : valueOf(field) === state.base && !state.isRestored);
    isDone ? forget(field) : mark(field);
  }

  function fire(field, type) {
    field.dispatchEvent(type === 'blur' ? new FocusEvent(type) : new Event(type, { bubbles: true }));
  }

  // Again what the server has not heard: the text, and that it was left, where it was.
  function sendAgain() {
    asking = 0;
    for (const [field, state] of [...known]) {
      if (!state.isHeard && field.isConnected) {
        const isLeft = field !== document.activeElement;
        const choice = isChoice(field);
        choice || fire(field, 'input');
        (choice || isLeft || state.events.has('change')) && fire(field, 'change');
        isLeft && !choice && field.role !== 'combobox' && fire(field, 'blur');
      }
    }

    ask();
  }

  function follow(isLost) {
    if (isLost) {
      // Whether it has arrived is not known any more.
      known.forEach((state, field) => {
        state.isSent = false;
        keep(field);
        mark(field);
      });
    } else {
      sendAgain();
      restoreIn(document);
    }
  }

  function mark(field) {
    const state = known.get(field);
    const isLate = state && !isPassing(field) && field.isConnected
      && ((!state.isHeard && (crm.connection.isLost() || (state.key && performance.now() - state.since >= patience))) || state.isRestored);
    if (!isLate || valueOf(field) === state.base) {
      unmark(field);
      return;
    }

    const around = field.closest('.field, .inline-field, .inline-record, label') ?? field.parentElement;
    if (!around.querySelector(':scope > .unsaved')) {
      around.append(Object.assign(document.createElement('small'), { className: 'unsaved', role: 'status', textContent: 'Not saved yet' }));
    }
  }

  function unmark(field) {
    (field.closest('.field, .inline-field, .inline-record, label') ?? field.parentElement)?.querySelector(':scope > .unsaved')?.remove();
  }

  // A form that is drawn anew, in a page that was lost, gets what was typed into it.
  function restoreIn(root) {
    if (Object.keys(stored).length === 0) {
      return;
    }

    const fields = [...(isField(root) ? [root] : []), ...(root.querySelectorAll?.('input, select, textarea') ?? [])];
    fields.filter(field => !known.has(field) && !isPassing(field) && formOf(field)).forEach(restore);
  }

  function restore(field) {
    const key = keyOf(field);
    const draft = stored[key];
    const isTaken = [...known].some(([other, state]) => state.key === key && other.isConnected);
    if (!draft || isTaken || (field.matches('select') && ![...field.options].some(option => option.value === draft.value))) {
      return;
    }

    const now = valueOf(field);
    if (now === draft.value) {
      delete stored[key];
      store();
      return;
    }

    bases.set(field, now);
    known.set(field, { key, base: now, at: ++said, isHeard: false, isSent: false, isRestored: true, since: performance.now(), events: new Set() });
    put(field, draft.value);
    mark(field);
    const whole = wholeOf(field);
    whole.matches('.inline-field, .inline-record') || offer(whole);
    tellKept();
    setTimeout(ask);
  }

  // A page that was lost does not open its forms again: it says which ones something is kept for.
  function tellKept() {
    const note = document.getElementById('draft-kept');
    const taken = new Set([...known.values()].map(state => state.key));
    const waiting = Object.entries(stored).filter(([key, draft]) => draft.path === location.pathname && !taken.has(key));
    note.hidden = waiting.length === 0;
    note.querySelector('span').textContent = [...new Set(waiting.map(([, draft]) => `“${draft.form}”`))].join(', ');
    note.querySelector('button').onclick = () => {
      waiting.forEach(([key]) => delete stored[key]);
      store();
      tellKept();
    };
  }

  function put(field, value) {
    if (field.matches('[type="checkbox"], [type="radio"]')) {
      field.checked = value === 'true';
    } else {
      field.value = value;
    }

    isChoice(field) || fire(field, 'input');
    fire(field, 'change');
  }

  function offer(whole) {
    const home = whole.querySelector('.dialog-body') ?? whole;
    if (home.querySelector(':scope > .draft-offer')) {
      return;
    }

    const note = Object.assign(document.createElement('div'), { className: 'draft-offer', role: 'status' });
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: 'Throw it away' });
    note.append('You had typed this before the page was lost. It is not saved yet. ', button);
    button.addEventListener('click', () => {
      for (const [field, state] of [...known]) {
        if (whole.contains(field) && state.isRestored) {
          put(field, state.base);
          forget(field);
        }
      }

      note.remove();
    });
    home.append(note);
  }

  // What left the page while it lives was saved or thrown away; what left it because the page was lost comes back.
  function leave() {
    const isAlive = !crm.connection.isLost() && document.querySelector('.frame');
    for (const [field, state] of [...known]) {
      if (!field.isConnected) {
        known.delete(field);
        if (isAlive && state.key) {
          delete stored[state.key];
          store();
        }
      }
    }
  }

  let question = null;

  /** Resolves with whether what is typed and not saved in it, if there is any, may be thrown away. */
  function mayLeave(root = document) {
    if (unsavedIn(root).length === 0) {
      return Promise.resolve(true);
    }

    return question ??= new Promise(resolve => {
      const dialog = document.getElementById('draft-question');
      const field = document.activeElement;
      dialog.returnValue = '';
      dialog.addEventListener('close', () => {
        field?.isConnected && field.focus();
        question = null;
        const goesAway = dialog.returnValue === 'away';
        goesAway && [...known.keys()].filter(field => root.contains(field)).forEach(forget);
        resolve(goesAway);
      }, { once: true });
      setTimeout(() => dialog.showModal());
    });
  }

  // Esc in a form that is no dialog, and a button that closes one.
  function key(event) {
    const field = event.target;
    if (event.key === 'Enter' && isField(field) && field.closest('.inset') && field.ariaExpanded !== 'true') {
      send(field);
    } else if (event.key === 'Escape' && event.isTrusted && !field.closest?.('dialog')) {
      const form = field.closest?.('.inline-field, .inline-record') ?? field.closest?.('.card-editor, .inset');
      hold(event, form, () => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })));
    }
  }

  function click(event) {
    const button = event.target.closest?.('button');
    if (!button || button.closest('#draft-question')) {
      return;
    }

    if (button.matches('[type="submit"], .button-primary, .button-danger')) {
      send(button);
    } else if (event.isTrusted && (button.ariaLabel === 'Close' || button.textContent.trim() === 'Cancel')) {
      hold(event, button.closest('dialog, .card-editor, .inset'), () => button.click());
    } else if (event.isTrusted && button.matches('[data-opens]')) {
      // The form moves there, without what was typed in it.
      hold(event, document.querySelector('[data-stage] .inset'), () => button.click());
    }
  }

  function hold(event, form, goOn) {
    if (form && unsavedIn(form).length > 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      mayLeave(form).then(may => may && goOn());
    }
  }

  function send(element) {
    const whole = element.closest?.(forms) && wholeOf(element);
    if (!whole || crm.connection.isLost()) {
      return;
    }

    const sent = [...known].filter(([field]) => whole.contains(field));
    sent.forEach(([field, state]) => {
      state.isSent = true;
      keep(field);
    });
    setTimeout(() => sent.forEach(([field, state]) => state.isSent && field.isConnected && settle(field, state)), settled);
  }

  // Who saves a dialog sees it go; one that still stands was refused. A form of a page stands on.
  function settle(field, state) {
    if (field.closest('dialog, .card-editor, .inset') || hasError(wholeOf(field))) {
      state.isSent = false;
      keep(field);
    } else {
      forget(field);
    }
  }

  // With a row that comes, its fellows are known by another name than alone: the whole form is looked through.
  function change(changes) {
    let isGone = false;
    for (const { type, addedNodes, removedNodes, target } of changes) {
      type === 'attributes' && saved(target);
      isGone ||= removedNodes.length > 0;
      addedNodes.forEach(node => node.nodeName === 'OPTION' ? restoreIn(target) : node instanceof HTMLElement && restoreIn(formOf(node) ?? node));
    }

    isGone && leave();
  }

  // What the server held unsaved it has saved or taken back.
  function saved(target) {
    if (!('unsaved' in target.dataset)) {
      [...known].filter(([field, state]) => state.isHeard && target.contains(field) && (field === target || field.closest('[data-asks-itself]') === target)).forEach(([field]) => forget(field));
    }

    setTimeout(ask);
  }

  // A page on which nobody is signed in: who signed out leaves nothing behind; who was, finds it again.
  if (person === '' && location.pathname === '/signed-out' && !location.search.includes('ended')) {
    sessionStorage.removeItem(place);
  }

  window.addEventListener('focusin', event => isField(event.target) && !known.has(event.target) && bases.set(event.target, valueOf(event.target)), true);
  window.addEventListener('pointerdown', event => isField(event.target) && !known.has(event.target) && bases.set(event.target, valueOf(event.target)), true);
  window.addEventListener('input', typed, true);
  window.addEventListener('change', typed, true);
  window.addEventListener('keydown', key, true);
  window.addEventListener('click', click, true);

  // The question is no reason to save a field or to take back what was searched in one.
  window.addEventListener('blur', event => question && isField(event.target) && event.stopImmediatePropagation(), true);
  window.addEventListener('submit', event => send(event.target), true);
  window.addEventListener('beforeunload', event => !goes && unsavedIn(document).length > 0 && event.preventDefault());
  crm.connection.follow(follow);
  new MutationObserver(change).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ['data-unsaved', 'aria-invalid'] });

  return {
    mayLeave,

    /** Whether anything in this page is not saved. */
    isUnsaved: () => [...known.keys()].some(isUnsaved) || document.querySelector('[data-unsaved]') !== null,

    /** The component that answers for the server. */
    listen(component) {
      owner = component;
      isTold = false;
      asking = 0;
      restoreIn(document);
      ask();
      setTimeout(tellKept, patience);
    },

    /** The page goes without being asked: it is loaded anew, or its session has ended. What is typed is kept. */
    letGo() {
      goes = true;
    },
  };
})();
