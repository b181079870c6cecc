// The number beside "Notices" follows without loading the page again. Without this, the next page shows it.
import '../lib/signalr.min.js';

const link = document.getElementById('notices-link');
const said = document.getElementById('notices-said');

function show(number) {
  const before = Number(said.dataset.notices);
  if (number === before) return;
  said.dataset.notices = number;
  (link.querySelector('strong') ?? link).textContent = number > 0 ? `Notices (${number})` : 'Notices';
  if (number > before) said.textContent = number - before === 1 ? '1 new notice' : `${number - before} new notices`;
}

if (link && said) {
  const { HubConnectionBuilder, HttpTransportType, LogLevel } = globalThis.signalR;
  const connection = new HubConnectionBuilder()
    .withUrl('/live/notices', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .withAutomaticReconnect([1000, 5000, 15000, 60000, 120000])
    .configureLogging(LogLevel.None)
    .build();
  connection.on('unread', show);
  connection.start().catch(() => { /* the next page shows the number */ });
}
