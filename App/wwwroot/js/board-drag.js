// Dragging cards by mouse, pen and touch. It shows what happens; the page decides.
const slack = 5; // px until a press becomes a drag
const hold = 240; // ms until a finger that rests lifts the card; one that moves before scrolls
const edge = 56; // px from the side where a drag scrolls
export const pitch = 110; // px from card to card

const quick = () => matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 150;

/** @param tell calls the page; it answers 'lost' when there is no connection. */
export function dragging(board, listen, tell) {
  let drag = null;
  const slot = Object.assign(document.createElement('div'), { className: 'deal-slot', hidden: true });
  slot.setAttribute('aria-hidden', 'true');
  document.body.append(slot);

  function press(event) {
    const card = event.target.closest('[data-deal]');
    if (event.button !== 0 || !event.isPrimary || !card || drag || !('mayMove' in board.dataset) || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest('.deal-refused, [data-quick]')) {
      return;
    }

    drag = { card, id: Number(card.dataset.deal), home: card.closest('[data-stage]'), pointer: event.pointerId, x: event.clientX, y: event.clientY, touch: event.pointerType === 'touch' };
    if (drag.touch) {
      drag.timer = setTimeout(lift, hold);
    }
  }

  function lift() {
    const box = drag.card.getBoundingClientRect();
    const many = drag.card.hasAttribute('data-selected') ? Number(board.dataset.selected) : 1;
    drag.many = many > 1;
    drag.group = groupOf(drag.card);
    drag.toMiddle = box.top + (box.height / 2) - drag.y; // from the pointer to the middle of the card in the hand
    drag.ghost = drag.card.cloneNode(true);
    drag.ghost.removeAttribute('data-deal');
    drag.ghost.classList.add('is-ghost');
    drag.ghost.inert = true;
    Object.assign(drag.ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    if (drag.many) {
      drag.ghost.append(Object.assign(document.createElement('span'), { className: 'deal-many', textContent: `${many}` }));
    }

    document.body.append(drag.ghost);
    drag.card.setAttribute('data-lifted', '');
    board.setAttribute('data-dragging', drag.many ? 'many' : '');
    tell('Lift', drag.id, Number(drag.home.dataset.stage));
    navigator.vibrate?.(10);
    follow(drag.x, drag.y);
    requestAnimationFrame(scroll);
  }

  function move(event) {
    if (!drag || event.pointerId !== drag.pointer || drag.settling) {
      return;
    }

    if (drag.ghost) {
      // Browsers tell of a move too when the page has changed under a pointer that rests: the column that was aimed at stays.
      const isResting = Math.hypot(event.clientX - drag.at.x, event.clientY - drag.at.y) < 1;
      isResting || follow(event.clientX, event.clientY);
    } else if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > (drag.touch ? slack * 2 : slack)) {
      drag.touch ? forget() : lift();
    }
  }

  function follow(x, y) {
    drag.at = { x, y };
    drag.ghost.style.transform = `translate(${x - drag.x}px, ${y - drag.y}px) rotate(1.5deg)`;
    const over = laneAt(x, y);
    drag.ghost.toggleAttribute('data-astray', !over);
    if (over !== drag.over) {
      drag.over?.removeAttribute('data-landing');
      drag.over = over;
    }

    const manual = board.dataset.order === 'Manual';
    over?.toggleAttribute('data-landing', over !== drag.home || manual);
    manual ? openSlot(over, y) : closeSlot();
  }

  const isMoving = card => Number(card.dataset.deal) === drag.id || (drag.many && card.hasAttribute('data-selected'));

  const isMovingIn = row => isMoving(row.querySelector('[data-deal]') ?? row);

  // A drag puts cards elsewhere among their own; whose they are it does not change.
  const groupOf = card => card.closest('li').dataset.group;

  // What lies from the slot on makes room for one; the room itself is drawn over the page, where the cards' own list is not touched.
  function openSlot(lane, y) {
    if (!lane) {
      closeSlot();
      return;
    }

    const all = [...lane.querySelectorAll('[data-deal]')].filter(card => groupOf(card) === drag.group);
    const cards = all.filter(card => !isMoving(card));
    const holder = lane.querySelector('[data-cards]');
    const list = holder.getBoundingClientRect();

    // Where a card lies in its list, whatever room it is making just now.
    const top = card => {
      const item = card.closest('li');
      return list.top - holder.scrollTop + item.offsetTop - (item.offsetParent === holder ? 0 : holder.offsetTop);
    };
    const head = lane.querySelector(`.lane-group[data-group="${drag.group}"]`);
    const middle = y + drag.toMiddle;
    const at = cards.findIndex(card => top(card) + (pitch / 2) > middle);
    drag.before = cards[at] ?? null;
    drag.after = at < 0 ? cards.at(-1) ?? null : cards[at - 1] ?? null;
    drag.isHome = lane === drag.home && !drag.many && near(all, drag.card, -1) === drag.after && near(all, drag.card, 1) === drag.before;
    const edgeTop = drag.before ? top(drag.before) : drag.after ? top(drag.after) + pitch : head ? top(head) + head.offsetHeight : list.top + 4;
    const isNowhere = drag.group && !head && cards.length === 0;
    const rows = [...lane.querySelectorAll('li')].filter(row => row.dataset.group || row.querySelector('[data-deal]'));
    const above = drag.after?.closest('li') ?? head;
    const from = drag.before ? rows.indexOf(drag.before.closest('li')) : above ? rows.indexOf(above) + 1 : rows.length;
    const shifted = new Set(drag.isHome || isNowhere ? [] : rows.slice(from).filter(row => !isMovingIn(row)));
    board.querySelectorAll('li[data-shifted]').forEach(row => shifted.has(row) || row.removeAttribute('data-shifted'));
    shifted.forEach(row => row.setAttribute('data-shifted', ''));
    slot.hidden = drag.isHome || isNowhere || edgeTop + 20 > list.bottom;
    Object.assign(slot.style, { left: `${list.left + 8}px`, width: `${list.width - 16}px`, top: `${Math.max(edgeTop, list.top)}px` });
  }

  const near = (all, card, step) => all[all.indexOf(card) + step] ?? null;

  function closeSlot() {
    slot.hidden = true;
    board.querySelectorAll('li[data-shifted]').forEach(item => item.removeAttribute('data-shifted'));
  }

  // Beside the board, or over a panel that covers it, a card is let go of without being moved.
  function laneAt(x, y) {
    const seen = board.getBoundingClientRect();
    if (x < seen.left || x >= seen.right || y < seen.top || y >= seen.bottom || document.elementFromPoint(x, y)?.closest('aside')) {
      return null;
    }

    return [...board.querySelectorAll('[data-stage]')].find(lane => {
      const box = lane.getBoundingClientRect();
      return x >= box.left && x < box.right;
    }) ?? null;
  }

  function scroll() {
    if (!drag?.ghost || drag.settling) {
      return;
    }

    const pull = (at, low, high) => at < low + edge ? at - low - edge : at > high - edge ? at - high + edge : 0;
    const box = board.getBoundingClientRect();
    const aside = pull(drag.at.x, box.left, box.right);
    const cards = drag.over?.isConnected ? drag.over.querySelector('[data-cards]') : null;
    const lane = cards?.getBoundingClientRect();
    const along = lane ? pull(drag.at.y, lane.top, lane.bottom) : 0;
    if (aside !== 0 || along !== 0) {
      board.scrollLeft += aside / 5;
      cards && (cards.scrollTop += along / 5);
      follow(drag.at.x, drag.at.y);
    }

    requestAnimationFrame(scroll);
  }

  async function release(event) {
    if (!drag || event.pointerId !== drag.pointer || drag.settling) {
      return;
    }

    if (!drag.ghost) {
      forget();
      return;
    }

    // The click that follows the release would open the card.
    const swallow = click => {
      click.preventDefault();
      click.stopPropagation();
    };
    const open = () => window.removeEventListener('click', swallow, { capture: true });
    window.addEventListener('click', swallow, { capture: true, once: true });
    window.addEventListener('pointerdown', open, { capture: true, once: true });
    setTimeout(open, 60);
    const isUp = event.type === 'pointerup';
    if (isUp && drag.touch && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < slack * 2) {
      // A finger that has rested and goes without having moved.
      tell('Select', drag.id, false);
      await settle(null);
      return;
    }

    const manual = board.dataset.order === 'Manual';
    const isMoved = isUp && drag.over && (manual ? !drag.isHome : drag.over !== drag.home || drag.many);
    await settle(isMoved ? drag.over : null);
  }

  async function settle(lane) {
    const settled = drag;
    settled.settling = true;
    clearTimeout(settled.timer);
    if (!lane) {
      tell('Release');
      closeSlot();
      await glideHome(settled);
    } else {
      const number = card => card ? Number(card.dataset.deal) : null;
      const lost = new Promise(resolve => { settled.lose = () => resolve('lost'); });
      const dropping = tell('Drop', settled.id, Number(lane.dataset.stage), number(settled.after), number(settled.before));
      if (lane.isConnected) {
        await glide(settled.ghost, slot.hidden ? lane.querySelector('[data-cards]') : slot, slot.hidden ? { x: 8, y: 4 } : { x: 0, y: 0 });
      }

      closeSlot();

      // No answer comes over a connection that is gone; what became of the card the page shows when it is back.
      const outcome = await Promise.race([dropping, lost]);
      lane.removeAttribute('data-landing');
      if (outcome !== 'moved') {
        await glideHome(settled);
      }
    }

    end(settled);
  }

  // Its column may have been removed meanwhile, and the card be drawn anew in another one or out of sight.
  async function glideHome({ ghost, id, home }) {
    const rest = board.querySelector(`[data-deal="${id}"]`) ?? (home.isConnected ? home : null);
    rest && await glide(ghost, rest);
  }

  function end(ended) {
    closeSlot();
    ended.card.removeAttribute('data-lifted');
    ended.ghost?.remove();
    ended.over?.removeAttribute('data-landing');
    board.removeAttribute('data-dragging');
    if (drag === ended) {
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

  listen(board, 'pointerdown', press);
  listen(window, 'pointermove', move);
  listen(window, 'pointerup', release);
  listen(window, 'pointercancel', release);
  listen(window, 'touchmove', event => drag?.ghost && event.preventDefault(), { passive: false });
  listen(board, 'contextmenu', event => drag?.touch && event.preventDefault());
  listen(board, 'dragstart', event => event.preventDefault());

  return {
    isOn: () => Boolean(drag?.ghost),
    giveUp: () => drag?.ghost && (drag.settling ? drag.lose?.() : settle(null)),
    stop() {
      slot.remove();
      drag?.ghost && end(drag);
      forget();
    },
  };
}
