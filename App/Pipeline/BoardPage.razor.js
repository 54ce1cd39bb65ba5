// The board in the browser: its keys and clicks, where somebody has scrolled to, and what becomes of a drag when the connection is lost.
import { dragging, pitch } from '../js/board-drag.js';

export function start(board, page) {
  const control = new AbortController();
  const listen = (target, type, listener, options = {}) => target.addEventListener(type, listener, { ...options, signal: control.signal });

  // The class of the strip says that the connection is lost; not every version of Blazor's script raises an event for it.
  const strip = document.getElementById('components-reconnect-modal');
  const isLost = () => /components-reconnect-(show|failed|rejected)/.test(strip?.className);
  const tell = async (name, ...values) => isLost() ? 'lost' : page.invokeMethodAsync(name, ...values).catch(() => 'lost');
  const drag = dragging(board, listen, tell);
  const kept = `board:${location.pathname}`;
  const spots = new Map();
  const noted = new Map();
  let went = -Infinity;

  // Clicks with a key held select, the others open; both before the page hears of them.
  function click(event) {
    const card = event.target.closest('[data-deal]');
    if (!card || event.target.closest('.deal-refused')) {
      return;
    }

    const id = Number(card.dataset.deal);
    if (event.target.closest('[data-quick]')) {
      editHere(card, id);
    } else if (event.ctrlKey || event.metaKey || event.shiftKey) {
      tell('Select', id, event.shiftKey);
    } else {
      tell('OpenCard', id);
    }
  }

  function editHere(card, id) {
    const box = card.getBoundingClientRect();
    tell('EditHere', id, box.left, box.top);
  }

  function key(event) {
    if (event.key === 'Escape') {
      drag.isOn() ? drag.giveUp() : Number(board.dataset.selected) > 0 && !event.target.closest?.('dialog, .card-editor') && tell('ClearSelection');
      return;
    }

    // G begins a way to another page; the letter after it is not for the board.
    const isOnTheWay = performance.now() - went < 1500;
    went = event.key === 'g' ? performance.now() : -Infinity;
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable], dialog, .card-editor');
    const letter = event.key.toLowerCase();
    if (isTyping || isOnTheWay || board.ariaBusy === 'true' || event.defaultPrevented || (letter !== 'z' && (event.ctrlKey || event.metaKey))) {
      return;
    }

    const card = event.target.closest?.('[data-deal]');
    const act = letter === 'z' && !event.altKey ? () => tell(event.shiftKey ? 'Redo' : 'Undo')
      : event.altKey && !card ? null
        : letter === 'n' ? () => tell('AddDeal')
          : letter === 'f' ? () => document.querySelector('.page-bar input[type="search"]')?.focus()
            : letter === 'g' && event.shiftKey ? () => tell('NextGrouping')
              : card && board.contains(card) ? cardKey(event, card, Number(card.dataset.deal), letter)
                : event.target === board && event.key.startsWith('Arrow') ? () => board.querySelector('.deal-open')?.focus() : null;
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  function cardKey(event, card, id, letter) {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (along && event.altKey) {
      return () => tell('Nudge', id, along);
    }

    if (event.altKey) {
      return null;
    }

    if (sideways && event.shiftKey) {
      return () => tell('Step', id, sideways).then(outcome => outcome === 'asking' || focus(id));
    }

    if (sideways) {
      return () => beside(card, sideways);
    }

    if (along) {
      const cards = [...card.closest('[data-stage]').querySelectorAll('[data-deal]')];
      const next = cards[cards.indexOf(card) + along];
      return () => {
        event.shiftKey && next && tell('Select', Number(next.dataset.deal), true);
        show(next);
      };
    }

    return {
      e: () => tell('OpenForEdit', id),
      q: () => editHere(card, id),
      x: () => tell('Select', id, event.shiftKey),
      ' ': () => tell('Select', id, event.shiftKey),
    }[letter] ?? null;
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

  // A card that is out of sight is not in the page: its column is scrolled to where it will be drawn. That may take its time; who has gone elsewhere stays there.
  async function focus(id) {
    const before = document.activeElement;
    const isWaiting = () => [before, document.body].includes(document.activeElement);
    for (let tries = 0, end = performance.now() + 5000; tries < 30 || (performance.now() < end && isWaiting()); tries++) {
      const card = board.querySelector(`[data-deal="${id}"]`);
      if (card) {
        show(card);
        return;
      }

      if (tries === 2) {
        const spot = await tell('PlaceOf', id);
        const cards = list(spot.stage);
        cards && (cards.scrollTop = Math.max(0, (spot.down * cards.scrollHeight) - pitch));
      }

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
  // A form may open in a column that is half out of sight.
  listen(board, 'focusin', event => event.target.closest('.inset')?.closest('[data-stage]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  listen(board, 'scroll', scrolled, { capture: true, passive: true });
  listen(document, 'keydown', key, { capture: true });
  listen(window, 'pagehide', keep);

  const connection = new MutationObserver(() => {
    if (isLost()) {
      noteAll();
      drag.giveUp();
    }
  });
  strip && connection.observe(strip, { attributes: true, attributeFilter: ['class'] });
  comeBack();

  // Says that keys and pointers are heard from now on.
  board.dataset.ready = '';

  return {
    focus,
    note: noteAll,
    shiftBack,
    showTop: () => board.querySelectorAll('[data-cards]').forEach(cards => cards.scrollTop = 0),
    stop() {
      control.abort();
      connection.disconnect();
      drag.stop();
    },
  };
}
