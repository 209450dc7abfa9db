import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message that the server has accepted. */
export interface ReceivedMail {
  /** The addresses of the envelope, which alone decide who gets it. */
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
  /** As it came over the wire. */
  readonly raw: string;
  /** On the clock of performance.now(). */
  readonly at: number;
}

/** What a test lets the server do instead of accepting. */
export interface MailServerBehaviour {
  /** Refuses a recipient with this reply: `550 5.1.1 No such user`. null: accepts. */
  recipient?(address: string): string | null;
  /** Called when the message is there, before the reply to it; its reply, null: `250`, or 'CUT': the connection is cut. */
  message?(mail: ReceivedMail): Promise<string | null> | string | null;
  /** Cuts the connection after so many bytes of a message. */
  cutAfterBytes?: number;
}

/** A mail server of one test file, with what it has received. */
export interface MailServer extends AsyncDisposable {
  readonly url: string;
  /** What was accepted, in the order of arrival. */
  readonly received: ReceivedMail[];
  /** What it does from now on. */
  behaviour: MailServerBehaviour;
  /** Comes back when so many messages have been accepted since the server was started. */
  until(count: number): Promise<readonly ReceivedMail[]>;
}

/** Starts a real SMTP server on a free port. */
export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  const sockets = new Map<number, Socket>();
  const accept = (mail: ReceivedMail) => {
    received.push(mail);
    for (const look of waiting) look();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    ...options,
    onRcptTo({ address }, _session, done) {
      const refusal = opened.behaviour.recipient?.(address);
      done(refusal ? smtpError(refusal) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        const { cutAfterBytes } = opened.behaviour;
        if (cutAfterBytes !== undefined && Buffer.concat(chunks).length >= cutAfterBytes) cut(session.remotePort);
      });
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        void answer(Buffer.concat(chunks), recipients, session.remotePort, done);
      });
    },
  });
  async function answer(raw: Buffer, recipients: string[], port: number, done: (error?: Error | null) => void) {
    const mail = { recipients, mail: await simpleParser(raw), raw: raw.toString('utf8'), at: performance.now() };
    const reply = (await opened.behaviour.message?.(mail)) ?? null;
    if (reply === 'CUT') return cut(port);
    if (reply) return done(smtpError(reply));
    accept(mail);
    return done();
  }
  function cut(port: number): void {
    sockets.get(port)?.destroy();
  }
  // A connection that is cut tells of it; that is what it was cut for.
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    sockets.set(socket.remotePort ?? 0, socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const opened: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    behaviour: {},
    async until(count) {
      if (received.length < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const look = () => received.length >= count && resolve();
        waiting.add(look);
        await promise;
        waiting.delete(look);
      }
      return received;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return opened;
}

/** An error that the server answers with: its code and text. */
function smtpError(reply: string): Error {
  const [, code, text] = /^(\d{3}) (.*)$/.exec(reply) ?? [];
  return Object.assign(new Error(text), { responseCode: Number(code) });
}
