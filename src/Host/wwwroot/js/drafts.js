// Keeps what is typed in a form with data-draft="address" as the person's private draft.
const pause = 1500;
const waiting = new WeakMap();

function say(form, text, kept) {
  const line = form.querySelector('[data-draft-status]');
  if (!line) return;
  line.replaceChildren();
  if (kept) {
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    icon.setAttribute('class', 'rf-icon');
    icon.setAttribute('aria-hidden', 'true');
    icon.append(document.createElementNS('http://www.w3.org/2000/svg', 'use'));
    icon.firstChild.setAttribute('href', '#i-tick');
    line.append(icon, ' ');
  }
  line.append(text);
}

async function keep(form) {
  waiting.delete(form);
  const answer = await fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' }, redirect: 'manual' });
  if (!answer.ok) {
    say(form, 'The draft could not be kept just now. Your words are still on this page.');
    return;
  }
  const { at } = await answer.json();
  say(form, `Draft kept at ${at}. Only you see it until you choose Save.`, true);
}

const lost = form => () => say(form, 'No connection. Your words are still on this page.');

for (const form of document.querySelectorAll('form[data-draft]')) {
  form.addEventListener('input', () => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form).catch(lost(form)), pause));
  });
  form.addEventListener('submit', () => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
  });
}

// Leaving in the middle of a word: send what is still waiting.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'hidden') return;
  for (const form of document.querySelectorAll('form[data-draft]')) {
    if (!waiting.has(form)) continue;
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), keepalive: true }).catch(() => {});
  }
});

// The connection is back: keep what could not be kept.
addEventListener('online', () => {
  for (const form of document.querySelectorAll('form[data-draft]')) keep(form).catch(lost(form));
});
