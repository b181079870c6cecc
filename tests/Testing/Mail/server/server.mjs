// A mail server on loopback for the tests. Commands come line by line on the standard input, what happens goes line by
// line to the standard output: { ready }, { mail }, { done }. Ends with its input.
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

let mood = 'Takes';
let port = 0;
let server;

const say = line => process.stdout.write(JSON.stringify(line) + '\n');
const refusal = (code, words) => Object.assign(new Error(words), { responseCode: code });

function onRcptTo(address, session, callback) {
  if (mood === 'RefusesRecipients') return callback(refusal(550, '5.1.1 no such mailbox'));
  if (mood === 'IsBusy') return callback(refusal(450, '4.2.0 try again later'));
  callback();
}

function onData(stream, session, callback) {
  const parts = [];
  stream.on('data', part => parts.push(part));
  stream.on('end', () => {
    for (const to of session.envelope.rcptTo) say({ mail: { to: to.address, secure: session.secure, raw: Buffer.concat(parts).toString('base64') } });
    if (mood !== 'TakesAndHangsUp') return callback();
    for (const connection of server.connections) if (connection.session?.id === session.id) connection._socket.destroy();
  });
}

function on() {
  server = new SMTPServer({ authOptional: true, disabledCommands: ['AUTH'], disableReverseLookup: true, closeTimeout: 100, onRcptTo, onData });
  server.on('error', () => { /* a client that hung up */ });
  return new Promise(resolve => server.listen(port, '127.0.0.1', () => {
    port = server.server.address().port;
    resolve();
  }));
}

const off = () => new Promise(resolve => server.close(resolve));

await on();
say({ ready: port });
for await (const line of createInterface({ input: process.stdin })) {
  const { id, what, value } = JSON.parse(line);
  if (what === 'mood') mood = value;
  if (what === 'off') await off();
  if (what === 'on') await on();
  say({ done: id });
}
process.exit(0);
