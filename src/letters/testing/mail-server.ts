import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

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

type Reply = string | null;

/** What a test lets the server do instead of accepting everything. */
export interface MailServerBehaviour {
  /** Whether a connection is taken, of which there are so many now, itself included; false: `421`. */
  connects?(connections: number): boolean;
  /** Refuses a recipient with this reply: `550 5.1.1 No such user`; null: accepts. */
  recipient?(address: string): Reply;
  /** Called when a message is there, before the reply to it: `451 …`, null for `250`, 'CUT': the connection is cut. */
  message?(mail: ReceivedMail): Promise<Reply> | Reply;
  /** Cuts the connection after the first bytes of a message. */
  cutsWithin?(address: string | undefined): boolean;
}

/** Starts a real SMTP server on a free port. */
export async function openMailServer(): Promise<MailServer> {
  const server = new MailServer();
  await server.listen();
  return server;
}

/** A mail server of one test file, with what it has received. */
export class MailServer implements AsyncDisposable {
  /** What was accepted, in the order of arrival. */
  readonly received: ReceivedMail[] = [];
  /** What it does from now on. */
  behaviour: MailServerBehaviour = {};
  readonly #waiting = new Set<() => void>();
  readonly #sockets = new Map<number, Socket>();
  readonly #server: SMTPServer;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      onConnect: (_session, done) => {
        const taken = this.behaviour.connects?.(this.#server.connections.size) ?? true;
        done(taken ? null : smtpError('421 4.7.0 Too many connections'));
      },
      onRcptTo: ({ address }, _session, done) => {
        const refusal = this.behaviour.recipient?.(address);
        done(refusal ? smtpError(refusal) : null);
      },
      onData: (stream, { envelope, remotePort }, done) => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        if (this.behaviour.cutsWithin?.(recipients[0])) {
          stream.once('data', () => this.#cut(remotePort)).resume();
          return;
        }
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.#answer(Buffer.concat(chunks), recipients, remotePort, done));
      },
    });
    // A connection that is cut tells of it; that is what it was cut for.
    this.#server.on('error', () => {});
  }

  async listen(): Promise<void> {
    this.#server.server.on('connection', (socket: Socket) => {
      this.#sockets.set(socket.remotePort ?? 0, socket);
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server.server, 'listening');
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  /** Comes back when so many messages have been accepted. */
  async until(count: number): Promise<readonly ReceivedMail[]> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => this.received.length >= count && resolve();
    this.#waiting.add(look);
    look();
    await promise;
    this.#waiting.delete(look);
    return this.received;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  async #answer(raw: Buffer, recipients: string[], port: number, done: (error?: Error | null) => void): Promise<void> {
    const mail = { recipients, mail: await simpleParser(raw), raw: raw.toString('utf8'), at: performance.now() };
    const reply = (await this.behaviour.message?.(mail)) ?? null;
    if (reply === 'CUT') return this.#cut(port);
    if (reply) return done(smtpError(reply));
    this.received.push(mail);
    for (const look of this.#waiting) look();
    return done();
  }

  #cut(port: number): void {
    this.#sockets.get(port)?.destroy();
  }
}

/** An error that the server answers with: its code and text. */
function smtpError(reply: string): Error {
  const [, code, text] = /^(\d{3}) (.*)$/.exec(reply) ?? [];
  return Object.assign(new Error(text), { responseCode: Number(code) });
}
