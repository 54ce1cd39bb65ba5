// The board in the browser: its keys and clicks, where somebody has scrolled to, and what becomes of a drag when the connection is lost.
import { dragging, pitch } from '../../js/board-drag.js';

// What has the letters of the keyboard to itself, and what Esc is for before the board.
const typing = 'input, textarea, select, [contenteditable], dialog, .card-editor, details[open]';
const escaping = `${typing}, .side-panel, .inset`;

// What gives the focus back to the board when it leaves.
const passing = ['.inset', '.card-editor', '.selection', '.side-panel'];
const passingAt = element => passing.find(kind => element?.closest(kind));

const isNowhere = element => !element || element === document.body || element.matches('main, h1');

export function start(board, page) {
  const control = new AbortController();
  const listen = (target, type, listener, options = {}) => target.addEventListener(type, listener, { ...options, signal: control.signal });

  const { isLost } = crm.connection;
  const tell = async (name, ...values) => isLost() ? 'lost' : page.invokeMethodAsync(name, ...values).catch(() => 'lost');
  const drag = dragging(board, listen, tell);
  const kept = `board:${location.pathname}`;
  const spots = new Map();
  const noted = new Map();
  let went = -Infinity;

  // The card that the keys are for: it keeps them while it is drawn anew elsewhere and the focus is nowhere.
  let current = null;
  let opener = null;
  let isByKey = false;

  const cardOf = id => board.querySelector(`[data-deal="${id}"]`);

  function idOf(element) {
    const card = element?.closest?.('[data-deal]');
    return card && board.contains(card) ? Number(card.dataset.deal) : null;
  }

  // Clicks with a key held select, and taps once something is selected; the others open. Both before the page hears of them.
  function click(event) {
    const card = event.target.closest('[data-deal]');
    if (!card || event.target.closest('.deal-refused')) {
      return;
    }

    const id = Number(card.dataset.deal);
    const isSelecting = 'selecting' in board.dataset || (event.pointerType === 'touch' && board.dataset.selected !== '0');
    if (event.target.closest('[data-quick]')) {
      editHere(card, id);
    } else if (isSelecting || event.ctrlKey || event.metaKey || event.shiftKey) {
      tell('Select', id, event.shiftKey);
    } else {
      tell('OpenCard', id);
    }
  }

  async function editHere(card, id) {
    const box = card.getBoundingClientRect();
    await opens('EditHere', id, box.left, box.top);
  }

  // A form comes, instead of one that stands open: what is typed on the way belongs to it.
  async function opens(name, ...values) {
    const former = name === 'EditHere' ? document.querySelector('.card-editor') : board.querySelector('.inset');
    if (former && !await crm.drafts.mayLeave(former)) {
      return;
    }

    crm.letters.wait();
    await tell(name, ...values) === true || crm.letters.stop();
  }

  function key(event) {
    const at = event.target;
    isByKey = true;
    if (event.key === 'Escape') {
      drag.isOn() ? drag.giveUp() : (board.dataset.selected !== '0' || 'selecting' in board.dataset) && !at.closest?.(escaping) && tell('ClearSelection');
      return;
    }

    // G begins a way to another page; the letter after it is not for the board.
    const isOnTheWay = performance.now() - went < 1500;
    went = event.key === 'g' ? performance.now() : -Infinity;
    const letter = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    if (at.closest?.(typing) || isOnTheWay || board.ariaBusy === 'true' || event.defaultPrevented || (isCommand && !['z', 'y'].includes(letter))) {
      return;
    }

    const id = isNowhere(at) ? current : idOf(at);
    const act = (id === null ? null : cardKey(event, id, letter)) ?? (event.altKey ? null : boardKey(event, letter, isCommand));
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  function boardKey(event, letter, isCommand) {
    const redoes = (letter === 'z' && event.shiftKey) || (letter === 'y' && isCommand);
    if (redoes || letter === 'z') {
      return () => tell(redoes ? 'Redo' : 'Undo').then(() => current !== null && focus(current));
    }

    return letter === 'n' ? () => opens('AddDeal')
      : letter === 'f' ? () => document.querySelector('.page-bar input[type="search"]')?.focus()
        : letter === 'g' && event.shiftKey ? () => tell('NextGrouping')
          : event.key.startsWith('Arrow') && isNowhere(event.target) ? () => show(board.querySelector('[data-deal]')) : null;
  }

  function cardKey(event, id, letter) {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey) {
      return along ? () => tell('Nudge', id, along) : null;
    }

    if (sideways && event.shiftKey) {
      return () => tell('Step', id, sideways).then(outcome => outcome === 'asking' || focus(id));
    }

    if (sideways || along) {
      return () => go(id, sideways, along, event.shiftKey);
    }

    // Other buttons on a card have the space bar to themselves.
    const isForCard = letter !== ' ' || isNowhere(event.target) || event.target.matches('.deal-open');
    return isForCard ? {
      e: () => opens('OpenForEdit', id),
      q: () => cardOf(id) && editHere(cardOf(id), id),
      x: () => tell('Select', id, event.shiftKey),
      ' ': () => tell('Select', id, event.shiftKey),
    }[letter] ?? null : null;
  }

  function go(id, sideways, along, isSelecting) {
    const card = cardOf(id);
    if (!card) {
      focus(id);
    } else if (sideways) {
      beside(card, sideways);
    } else {
      const cards = [...card.closest('[data-stage]').querySelectorAll('[data-deal]')];
      const next = cards[cards.indexOf(card) + along];
      isSelecting && next && tell('SelectOn', id, Number(next.dataset.deal));
      show(next);
    }
  }

  // The nearest card in the next column that has one.
  function beside(card, step) {
    const lanes = [...board.querySelectorAll('[data-stage]')];
    const middle = card.getBoundingClientRect().top;
    for (let at = lanes.indexOf(card.closest('[data-stage]')) + step; lanes[at]; at += step) {
      const cards = [...lanes[at].querySelectorAll('[data-deal]')];
      if (cards.length > 0) {
        const far = other => Math.abs(other.getBoundingClientRect().top - middle);
        show(cards.reduce((best, other) => far(other) < far(best) ? other : best));
        return;
      }
    }
  }

  function show(card) {
    card?.querySelector('.deal-open').focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  // A card that is out of sight is not in the page: its column is scrolled to where it will be drawn.
  async function seek(id) {
    const spot = await tell('PlaceOf', id);
    const cards = list(spot.stage);
    cards && (cards.scrollTop = Math.max(0, (spot.down * cards.scrollHeight) - pitch));
  }

  const focus = id => handOver(() => cardOf(id), show, at => idOf(at) === id, () => seek(id));

  // A form and the bar of the selection give the focus back to where it came from. Under a finger or a mouse nothing is scrolled for that.
  function focusBack() {
    const { from, id } = opener ?? {};
    const find = () => from?.isConnected ? from : cardOf(id)?.querySelector('.deal-open');
    isByKey && id && !from.isConnected ? focus(id) : handOver(find, found => found.focus({ preventScroll: !isByKey }));
  }

  // Both the drawing and the leaving of what had the focus may take their time; who has gone elsewhere stays there.
  async function handOver(find, give, isOwn = () => false, look = () => { }) {
    const leaving = passingAt(document.activeElement);
    const isFree = () => isNowhere(document.activeElement) || isOwn(document.activeElement);
    const isWaiting = () => isFree() || (leaving && passingAt(document.activeElement) === leaving);
    for (let tries = 0, end = performance.now() + 5000; isWaiting() && performance.now() < end; tries++) {
      const found = find();
      if (found && isFree()) {
        give(found);
        return;
      }

      tries === 2 && !found && await look();
      await new Promise(requestAnimationFrame);
    }
  }

  // Where each column is scrolled to: for the page, which holds back what would push the cards in sight away, and for after a reload.
  function scrolled(event) {
    const cards = event.target;
    const lane = cards.closest?.('[data-stage]');
    if (!lane || !cards.matches('[data-cards]')) {
      return;
    }

    const spot = spots.get(lane.dataset.stage) ?? { first: null };
    spots.set(lane.dataset.stage, spot);
    spot.top = cards.scrollTop;
    isLost() && note(cards);
    clearTimeout(spot.timer);
    spot.timer = setTimeout(see, 120);

    function see() {
      const first = cards.scrollTop < pitch ? null : firstSeen(cards);
      if (first === undefined) {
        // Not drawn yet.
        spot.timer = setTimeout(see, 120);
        return;
      }

      spot.first !== first && tell('Seen', Number(lane.dataset.stage), first);
      spot.first = first;
    }
  }

  function firstSeen(cards) {
    const top = cards.getBoundingClientRect().top;
    const card = drawn(cards).find(one => one.getBoundingClientRect().bottom > top);
    return card && card.getBoundingClientRect().top < top + pitch ? Number(card.dataset.deal) : undefined;
  }

  const list = stage => board.querySelector(`[data-stage="${stage}"] [data-cards]`);
  const drawn = cards => [...cards.querySelectorAll('[data-deal]')];
  const down = card => card.closest('li').offsetTop;

  // How the cards of a column lie, to put it back when what others did has shifted them.
  function note(cards) {
    noted.set(cards.closest('[data-stage]').dataset.stage, { top: cards.scrollTop, cards: drawn(cards).map(card => ({ id: card.dataset.deal, down: down(card), height: card.offsetHeight })) });
  }

  const noteAll = () => board.querySelectorAll('[data-cards]').forEach(note);

  // By the uppermost card in sight that nothing was done to; where so many have come or gone that none is drawn any more, by what the page has counted.
  function shiftBack(shifts, changed) {
    for (const { stageId, rows } of shifts) {
      const [cards, before] = [list(stageId), noted.get(`${stageId}`)];
      if (cards && before) {
        const still = before.cards.filter(card => card.down + card.height > before.top && !changed.includes(Number(card.id)))
          .map(card => ({ was: card.down, card: cards.querySelector(`[data-deal="${card.id}"]`) })).find(one => one.card);
        cards.scrollTop = before.top + (still ? down(still.card) - still.was : rows * pitch);
      }
    }
  }

  function keep() {
    const focused = document.activeElement?.closest?.('[data-deal]')?.dataset.deal ?? null;
    const tops = Object.fromEntries([...spots].map(([stage, spot]) => [stage, spot.top]));
    sessionStorage.setItem(kept, JSON.stringify({ left: board.scrollLeft, tops, focused }));
  }

  function comeBack() {
    const before = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
    sessionStorage.removeItem(kept);
    if (!before) {
      return;
    }

    board.scrollLeft = before.left;
    for (const [stage, top] of Object.entries(before.tops)) {
      const cards = list(stage);
      cards && (cards.scrollTop = top);
    }

    before.focused && document.activeElement === document.body && board.querySelector(`[data-deal="${before.focused}"] .deal-open`)?.focus({ preventScroll: true });
  }

  listen(board, 'click', event => {
    if (event.target.closest('[data-to-top]')) {
      event.target.closest('[data-stage]').querySelector('[data-cards]').scrollTop = 0;
    } else if (event.target.closest('.lane-group-head')) {
      // Folding takes other cards into sight without a scroll.
      scrolled({ target: event.target.closest('[data-cards]') });
    } else {
      click(event);
    }
  });
  listen(document, 'focusin', event => {
    current = idOf(event.target);
    const form = event.target.closest?.('.board .inset, .selection');
    if (form && !form.contains(event.relatedTarget)) {
      opener = { from: event.relatedTarget ?? document.body, id: idOf(event.relatedTarget) };
    }

    // It may have opened in a column that is half out of sight.
    form?.closest('[data-stage]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  listen(document, 'pointerdown', event => {
    current = idOf(event.target);
    isByKey = false;
  }, { capture: true });
  listen(board, 'scroll', scrolled, { capture: true, passive: true });
  listen(document, 'keydown', key, { capture: true });
  listen(window, 'pagehide', keep);

  const leave = crm.connection.follow(lost => {
    if (lost) {
      noteAll();
      drag.giveUp();
    }
  });
  comeBack();

  // Says that keys and pointers are heard from now on.
  board.dataset.ready = '';

  return {
    focus,
    focusBack,
    note: noteAll,
    shiftBack,
    showTop: () => board.querySelectorAll('[data-cards]').forEach(cards => cards.scrollTop = 0),
    stop() {
      control.abort();
      leave();
      drag.stop();
    },
  };
}
