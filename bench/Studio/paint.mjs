// How long the designer's list takes, in a headless Chromium against a running host.
// usage: node --experimental-websocket bench/Studio/paint.mjs <address> <name on the sign-in page> [loads]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [address, person, loads = '5'] = process.argv.slice(2);
if (!person) throw new Error('Say the address of the host and whom to sign in as.');
const profile = mkdtempSync(join(tmpdir(), 'paint-'));
const port = 9300 + Math.floor(Math.random() * 500);
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = spawn('chromium', [...quiet, `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`, 'about:blank'], { stdio: 'ignore' });

const pause = ms => new Promise(done => setTimeout(done, ms));
async function page() {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return (await (await fetch(`http://127.0.0.1:${port}/json`)).json()).find(t => t.type === 'page').webSocketDebuggerUrl;
    } catch { await pause(200); }
  }
  throw new Error('Chromium did not start.');
}

const socket = new WebSocket(await page());
await new Promise(done => { socket.onopen = done; });
const answers = new Map();
let calls = 0;
socket.onmessage = message => {
  const answer = JSON.parse(message.data);
  if (answer.id) answers.get(answer.id)?.(answer.result ?? answer);
};
const send = (method, params = {}) => new Promise(done => { answers.set(++calls, done); socket.send(JSON.stringify({ id: calls, method, params })); });
const read = async expression => (await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result?.value;
const until = async expression => {
  for (let waited = 0; waited < 60_000; waited += 20, await pause(20)) if (await read(expression)) return;
  throw new Error(`Never came true: ${expression}`);
};

try {
  await send('Page.enable');
  await send('Page.navigate', { url: `${address}/sign-in` });
  await until(`document.readyState === 'complete' && [...document.querySelectorAll('form')].some(f => f.textContent.includes(${JSON.stringify(person)}))`);
  await read(`[...document.querySelectorAll('form')].find(f => f.textContent.includes(${JSON.stringify(person)})).querySelector('button').click()`);
  await until(`!location.pathname.startsWith('/sign-in') && document.readyState === 'complete'`);
  for (let load = 1; load <= Number(loads); load++) {
    await send('Page.navigate', { url: 'about:blank' });
    await until(`location.href === 'about:blank'`);
    const begun = Date.now();
    await send('Page.navigate', { url: `${address}/studio/workflows/definitions` });
    await until(`document.querySelectorAll('tbody tr').length > 3`);
    const rows = Date.now() - begun;
    const first = await read(`Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)`);
    console.log(`load ${load}${load === 1 ? ' (nothing cached)' : ''}: first paint ${first} ms, rows of the list ${rows} ms`);
  }
} finally {
  socket.close();
  browser.kill();
  await new Promise(done => browser.on('exit', done));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
