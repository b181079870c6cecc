// Enhancement only: every page works without these files.
import './drafts.js';
import './fields.js';
import './keys.js';

// One press, one submission; the server would answer a repetition the same.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.once === 'sent') {
    event.preventDefault();
    return;
  }
  if (form.method !== 'post') return;
  form.dataset.once = 'sent';
  setTimeout(() => { delete form.dataset.once; }, 3000);
});

// Back from the history: the page may be old, and its buttons may be used again.
addEventListener('pageshow', event => {
  if (event.persisted) for (const form of document.querySelectorAll('form[data-once]')) delete form.dataset.once;
});
