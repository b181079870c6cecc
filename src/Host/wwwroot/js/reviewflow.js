// Enhancement only: every page works without this file.
const status = (form, text) => {
  const line = form.querySelector('[data-draft-status]');
  if (line) line.textContent = text;
};

const draftTimers = new WeakMap();

async function keepDraft(form) {
  const answer = await fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    status(form, 'The draft could not be kept just now. Your words are still on this page.');
    return;
  }
  const { at } = await answer.json();
  status(form, `Draft kept at ${at}. Only you see it until you choose Save.`);
}

for (const form of document.querySelectorAll('form[data-draft]')) {
  form.addEventListener('input', () => {
    clearTimeout(draftTimers.get(form));
    draftTimers.set(form, setTimeout(() => keepDraft(form).catch(() => status(form, 'No connection. Your words are still on this page.')), 1500));
  });
}

// One press, one submission; the server would answer a repetition the same.
document.addEventListener('submit', event => {
  const button = event.submitter;
  if (!button || event.target.dataset.once === 'sent') return;
  event.target.dataset.once = 'sent';
  setTimeout(() => { delete event.target.dataset.once; }, 3000);
});
