// Whether the server hears this page. While it does not, Blazor is told of nothing: it would throw, and what was clicked would be lost without a word.
crm.connection = (() => {
  const lostAs = /components-reconnect-(show|retrying|paused|failed|rejected|resume-failed)/;
  const strip = () => document.getElementById('components-reconnect-modal');
  const isLost = () => lostAs.test(strip()?.className);
  const hearers = new Set();
  let wasLost = false;

  // What the pages listen to. What bubbles is stopped before Blazor's listener at the document, the rest on its way down; both stand before it because this runs first.
  const bubbling = ['click', 'input', 'keydown', 'mousedown', 'focusin', 'focusout', 'dragstart', 'dragend', 'dragenter', 'dragover', 'drop'];
  const direct = ['blur', 'change', 'submit', 'mouseenter', 'mouseleave', 'toggle'];
  bubbling.forEach(type => document.addEventListener(type, hold));
  direct.forEach(type => document.addEventListener(type, hold, true));

  function hold(event) {
    if (!isLost()) {
      return;
    }

    event.stopImmediatePropagation();
    const isSent = event.type === 'submit' || (event.type === 'click' && event.target.closest?.('button') && !event.target.closest('#components-reconnect-modal, #draft-question'));
    if (event.type === 'submit') {
      event.preventDefault();
    }

    if (isSent) {
      strip().dataset.refused = '';
    }
  }

  // An open dialog makes all around it inert; the strip is put where it can be read and clicked.
  function place() {
    const lost = isLost();
    const dialogs = document.querySelectorAll('dialog[open]');
    const home = lost && dialogs.length > 0 ? dialogs[dialogs.length - 1] : document.body;
    if (strip() && strip().parentElement !== home) {
      home.append(strip());
    }

    if (!lost) {
      delete strip()?.dataset.refused;
    }

    if (lost !== wasLost) {
      wasLost = lost;
      document.documentElement.toggleAttribute('data-lost', lost);
      hearers.forEach(hear => hear(lost));
    }
  }

  document.addEventListener('DOMContentLoaded', () => strip() && new MutationObserver(place).observe(strip(), { attributes: true, attributeFilter: ['class'] }));

  return {
    isLost,

    /** @param hear gets whether the connection is lost, each time that this changes. */
    follow(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
})();
