// Fetches the file itself, so that a person sees how far a long export is and why one was refused.
const patience = 1000;

export function serve(menu) {
  const status = menu.querySelector('[role=status]');
  const say = text => {
    status.hidden = !text;
    status.textContent = text;
  };
  menu.addEventListener('click', event => {
    const link = event.target.closest('a');
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      download(link, say).then(() => menu.open = false, failure => say(failure.message));
    }
  });
  menu.addEventListener('keydown', event => {
    if (event.key === 'Escape' && menu.open) {
      event.stopPropagation();
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
  menu.addEventListener('focusout', event => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
}

async function download(link, say) {
  let bytes = 0;
  say('');
  const clock = setInterval(() => say(bytes ? `${(bytes / 1024).toFixed(0)} kB so far …` : 'Preparing the file …'), patience);
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) {
      throw new Error((await answer.json().catch(() => ({}))).message ?? 'The export failed. Try it again.');
    }

    const parts = [];
    for await (const part of answer.body) {
      parts.push(part);
      bytes += part.length;
    }

    save(new Blob(parts, { type: answer.headers.get('content-type') }), answer.headers.get('content-disposition')?.match(/filename="(.+?)"/)?.[1] ?? 'export');
    say('');
  } finally {
    clearInterval(clock);
  }
}

function save(file, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
