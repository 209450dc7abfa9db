import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setInterval } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLog } from '../log.ts';
import type { MailResult } from './mail.ts';
import { openSmtpTransport } from './smtp-transport.ts';

const replies: Readonly<Record<string, string>> = { EHLO: '250 here', MAIL: '250 ok', RCPT: '250 ok', DATA: '354 go' };

/** Sends a byte now and then, which is never the end of a reply. */
async function trickle(socket: Socket): Promise<void> {
  for await (const _ of setInterval(20)) {
    if (socket.destroyed) return;
    socket.write('2');
  }
}

/** Sends one message to a server that trickles from this command on; `.` is the end of the message. */
async function sentToTrickling(from: string): Promise<MailResult> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 here\r\n');
    let trickling = false;
    socket.on('data', (data) => {
      const text = data.toString('latin1');
      const command = /(?:^|\r\n)\.\r\n$/.test(text) ? '.' : text.slice(0, 4);
      trickling ||= command === from;
      if (command === from) void trickle(socket);
      else if (!trickling && replies[command]) socket.write(`${replies[command]}\r\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = openLog({ level: 'fatal', destination: 'stderr' });
  const transport = openSmtpTransport({ url, connections: 1, timeoutMs: 200, log });
  const [one, other] = ['library', 'reader'].map((name) => ({ name, address: `${name}@example.org` }));
  const mail = { subject: 'Hello', text: 'Hello', html: null, messageId: 'a@example.org', date: new Date() };
  try {
    const [from, to] = [one ?? { name: '', address: '' }, other ?? { name: '', address: '' }];
    return await transport.send({ ...mail, from, to }, new AbortController().signal);
  } finally {
    await transport.close();
    server.close();
    await once(server, 'close');
  }
}

test.each([
  ['before a message', 'EHLO', 'UNAVAILABLE'],
  ['within its envelope', 'RCPT', 'INTERRUPTED'],
  ['after the whole message', '.', 'UNCERTAIN'],
])('a server that trickles %s does not hold the connection for ever', async (_when, from, outcome) => {
  expect(await sentToTrickling(from)).toMatchObject({ outcome });
});
