// Single keys, listed in the sheet that "?" opens. They rest while a field has the focus, and can be switched off.
const sheet = document.getElementById('keys');
const places = { i: '/my-work', p: '/people', n: '/notices' };
let goes = 0;

const off = () => localStorage.getItem('rf-keys') === 'off';

function move(step) {
  const links = [...document.querySelectorAll('main tbody tr:not(.rf-group) th a, main .govuk-task-list__link')].filter(a => a.offsetParent);
  if (links.length === 0) return;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))].focus();
}

function search() {
  const field = document.querySelector('main input[name=q], main input[name=child], main form[method=get] input:not([type=hidden])');
  if (!field) {
    location.href = '/people';
    return;
  }
  const folded = field.closest('details');
  if (folded) folded.open = true;
  field.focus();
}

function press(key) {
  const going = performance.now() - goes < 1500;
  goes = 0;
  if (going && places[key]) location.href = places[key];
  else if (key === 'g') goes = performance.now();
  else if (key === '?') sheet.showModal();
  else if (key === '/') search();
  else if (key === 'j') move(1);
  else if (key === 'k') move(-1);
  else return false;
  return true;
}

if (sheet) {
  document.addEventListener('keydown', event => {
    if (off() || sheet.open || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (press(event.key)) event.preventDefault();
  });
}

for (const part of document.querySelectorAll('[data-keys-switch]')) {
  const box = part.querySelector('input');
  part.hidden = false;
  box.checked = !off();
  box.addEventListener('change', () => localStorage.setItem('rf-keys', box.checked ? 'on' : 'off'));
}
