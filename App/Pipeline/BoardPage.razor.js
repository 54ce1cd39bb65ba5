// The board in the hand: dragging by mouse, pen and touch, and its keys. It shows what happens; the page decides.
const slack = 5; // px until a press becomes a drag
const hold = 240; // ms until a finger that rests lifts the card; one that moves before scrolls
const edge = 56; // px from the side where a drag scrolls the board
const pitch = 110; // px from card to card

const quick = () => matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 150;

export function start(board, page) {
  const control = new AbortController();
  const listen = (target, type, listener, options = {}) => target.addEventListener(type, listener, { ...options, signal: control.signal });
  let drag = null;

  function press(event) {
    const card = event.target.closest('[data-deal]');
    if (event.button !== 0 || !event.isPrimary || !card || event.target.closest('.deal-refused')) {
      return;
    }

    drag = { card, id: Number(card.dataset.deal), home: card.closest('[data-stage]'), pointer: event.pointerId, x: event.clientX, y: event.clientY, touch: event.pointerType === 'touch' };
    if (drag.touch) {
      drag.timer = setTimeout(lift, hold);
    }
  }

  function lift() {
    const box = drag.card.getBoundingClientRect();
    drag.ghost = drag.card.cloneNode(true);
    drag.ghost.removeAttribute('data-deal');
    drag.ghost.classList.add('is-ghost');
    drag.ghost.inert = true;
    Object.assign(drag.ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    document.body.append(drag.ghost);
    drag.card.setAttribute('data-lifted', '');
    board.setAttribute('data-dragging', '');
    page.invokeMethodAsync('Lift', drag.id);
    navigator.vibrate?.(10);
    follow(drag.x, drag.y);
    requestAnimationFrame(scroll);
  }

  function move(event) {
    if (!drag || event.pointerId !== drag.pointer) {
      return;
    }

    if (drag.ghost) {
      follow(event.clientX, event.clientY);
    } else if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > (drag.touch ? slack * 2 : slack)) {
      drag.touch ? forget() : lift();
    }
  }

  function follow(x, y) {
    drag.at = { x, y };
    drag.ghost.style.transform = `translate(${x - drag.x}px, ${y - drag.y}px) rotate(1.5deg)`;
    const over = laneAt(x);
    if (over !== drag.over) {
      drag.over?.removeAttribute('data-landing');
      drag.over = over;
      if (over && over !== drag.home) {
        over.setAttribute('data-landing', '');
      }
    }
  }

  function laneAt(x) {
    return [...board.querySelectorAll('[data-stage]')].find(lane => {
      const box = lane.getBoundingClientRect();
      return x >= box.left && x < box.right;
    }) ?? null;
  }

  function scroll() {
    if (!drag?.ghost || drag.settling) {
      return;
    }

    const box = board.getBoundingClientRect();
    const pull = drag.at.x < box.left + edge ? drag.at.x - box.left - edge : drag.at.x > box.right - edge ? drag.at.x - box.right + edge : 0;
    if (pull !== 0) {
      board.scrollLeft += pull / 5;
      follow(drag.at.x, drag.at.y);
    }

    requestAnimationFrame(scroll);
  }

  async function release(event) {
    if (!drag || event.pointerId !== drag.pointer) {
      return;
    }

    if (!drag.ghost) {
      forget();
      return;
    }

    // The click that follows the release would open the card.
    listen(window, 'click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 60);
    await settle(event.type === 'pointerup' && drag.over !== drag.home ? drag.over : null);
  }

  function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  async function settle(lane) {
    const settled = drag;
    settled.settling = true;
    clearTimeout(settled.timer);
    if (!lane) {
      page.invokeMethodAsync('Release');
      await glide(settled.ghost, settled.card);
    } else {
      const slot = lane.querySelector('[data-cards]');
      const dropping = page.invokeMethodAsync('Drop', settled.id, Number(lane.dataset.stage));
      await glide(settled.ghost, slot, { x: 8, y: 4 });
      const outcome = await dropping.catch(() => 'refused');
      lane.removeAttribute('data-landing');
      if (outcome !== 'moved') {
        await glide(settled.ghost, board.querySelector(`[data-deal="${settled.id}"]`) ?? settled.home);
      }
    }

    settled.card.removeAttribute('data-lifted');
    settled.ghost.remove();
    settled.over?.removeAttribute('data-landing');
    board.removeAttribute('data-dragging');
    if (drag === settled) {
      drag = null;
    }
  }

  function glide(ghost, target, offset = { x: 0, y: 0 }) {
    const box = target.getBoundingClientRect();
    const goal = `translate(${box.left + offset.x - parseFloat(ghost.style.left)}px, ${box.top + offset.y - parseFloat(ghost.style.top)}px)`;
    const run = ghost.animate([{ transform: ghost.style.transform }, { transform: goal }], { duration: quick(), easing: 'ease-out' });
    ghost.style.transform = goal;
    return run.finished.catch(() => { });
  }

  function forget() {
    clearTimeout(drag?.timer);
    drag = null;
  }

  function key(event) {
    if (event.key === 'Escape' && drag?.ghost) {
      settle(null);
      return;
    }

    const typing = event.target.closest?.('input, textarea, select, [contenteditable], dialog');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    const card = event.target.closest?.('[data-deal]');
    if (event.key.toLowerCase() === 'z') {
      event.preventDefault();
      page.invokeMethodAsync('Undo');
    } else if (card && board.contains(card)) {
      cardKey(event, card);
    } else if (event.target === board && event.key.startsWith('Arrow')) {
      board.querySelector('.deal-open')?.focus();
    }
  }

  function cardKey(event, card) {
    const id = Number(card.dataset.deal);
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key.toLowerCase() === 'e') {
      event.preventDefault();
      page.invokeMethodAsync('OpenForEdit', id);
    } else if (sideways && event.shiftKey) {
      event.preventDefault();
      page.invokeMethodAsync('Step', id, sideways).then(outcome => outcome === 'asking' || focus(id));
    } else if (sideways) {
      event.preventDefault();
      beside(card, sideways);
    } else if (along) {
      event.preventDefault();
      const cards = [...card.closest('[data-stage]').querySelectorAll('[data-deal]')];
      show(cards[cards.indexOf(card) + along]);
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
  async function focus(id) {
    for (let tries = 0; tries < 30; tries++) {
      const card = board.querySelector(`[data-deal="${id}"]`);
      if (card) {
        show(card);
        return;
      }

      if (tries === 2) {
        const { stage, place } = await page.invokeMethodAsync('PlaceOf', id);
        const cards = board.querySelector(`[data-stage="${stage}"] [data-cards]`);
        cards && (cards.scrollTop = Math.max(0, (place - 1) * pitch));
      }

      await new Promise(requestAnimationFrame);
    }
  }

  listen(board, 'pointerdown', press);
  listen(window, 'pointermove', move);
  listen(window, 'pointerup', release);
  listen(window, 'pointercancel', release);
  listen(window, 'touchmove', event => drag?.ghost && event.preventDefault(), { passive: false });
  listen(board, 'contextmenu', event => drag?.touch && event.preventDefault());
  listen(board, 'dragstart', event => event.preventDefault());
  listen(document, 'keydown', key);

  return {
    focus,
    stop() {
      control.abort();
      drag?.ghost?.remove();
      forget();
    },
  };
}
