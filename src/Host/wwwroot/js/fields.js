// Says a typed date in words, and how much room is left in a text, beside the field.
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function inWords(typed) {
  const parts = typed.trim().match(/^(\d{1,2})[ \/.-]+(\d{1,2}|[a-z]{3,9})[ \/.-]+(\d{4})$/i);
  if (!parts) return '';
  const [day, year] = [Number(parts[1]), Number(parts[3])];
  const month = /^\d/.test(parts[2]) ? Number(parts[2]) - 1 : months.findIndex(m => parts[2].toLowerCase().startsWith(m.toLowerCase()));
  const date = new Date(Date.UTC(year, month, day));
  if (month < 0 || date.getUTCMonth() !== month || date.getUTCDate() !== day) return '';
  return `${days[date.getUTCDay()]} ${day} ${months[month]} ${year}`;
}

function room(field) {
  const left = Number(field.dataset.max) - field.value.length;
  if (left < 0) return `${-left} ${left === -1 ? 'character' : 'characters'} too many`;
  return left <= field.dataset.max / 5 ? `${left} ${left === 1 ? 'character' : 'characters'} left` : '';
}

function beside(field, words) {
  const line = document.createElement('p');
  line.className = 'govuk-body rf-small rf-muted rf-beside';
  line.setAttribute('role', 'status');
  field.after(line);
  const say = () => {
    const text = words(field);
    if (line.textContent !== text) line.textContent = text;
  };
  field.addEventListener('input', say);
  say();
}

for (const field of document.querySelectorAll('input[data-date]')) beside(field, f => inWords(f.value));
for (const field of document.querySelectorAll('textarea[data-max]')) beside(field, room);
