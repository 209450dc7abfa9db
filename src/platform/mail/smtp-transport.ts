import type { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type Transporter } from 'nodemailer';
import type { Log } from '../log.ts';
import { composed, type MailResult, type MailTransport } from './mail.ts';

/** How to reach the server. */
export interface SmtpOptions {
  /** `smtp://user:password@host:port`, with STARTTLS where the server offers it; `smtps://` for TLS from the start. */
  readonly url: string;
  /** How many connections at once. */
  readonly connections: number;
  /** How long the server may be silent; one message takes five times that at most. */
  readonly timeoutMs: number;
  readonly log: Log;
}

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 1_000;
// A server that sends a byte now and then is never silent: a message with all its replies has so many times that.
const SILENCES_A_MESSAGE = 5;
const MESSAGES_PER_CONNECTION = 1_000;

/** Sends over connections that are kept open from message to message. Connects when there is something to send. */
export function openSmtpTransport({ url, connections, timeoutMs, log }: SmtpOptions): MailTransport {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: MESSAGES_PER_CONNECTION,
    idleTimeout: IDLE_TIMEOUT_MS,
    connectionTimeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: CLOSE_TIMEOUT_MS,
  });
  transport.on('error', (error) => log.warn({ err: error }, 'mail connection lost'));
  const bodies = watchBodies(transport);
  return {
    concurrency: connections,
    async send(mail, signal) {
      const limit = AbortSignal.timeout(timeoutMs * SILENCES_A_MESSAGE);
      const message = { ...composed(mail), signal: AbortSignal.any([signal, limit]) };
      try {
        const { response } = await transport.sendMail(message);
        return { outcome: 'ACCEPTED', reply: response };
      } catch (error) {
        return resultOf(error, bodies.get(message.messageId));
      } finally {
        bodies.delete(message.messageId);
      }
    },
    async close() {
      transport.close({ force: true });
    },
  };
}

/** What is left to send of each message: only one that has gone out whole can have been accepted by a server not heard from. */
function watchBodies(transport: Transporter): Map<string, Readable> {
  const bodies = new Map<string, Readable>();
  transport.use('stream', ({ message, data }, done) => {
    const createReadStream = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = createReadStream(options);
      bodies.set(String(data.messageId), stream);
      return stream;
    };
    done();
  });
  return bodies;
}

/** `body`: what is left to send of the message; undefined when nothing of it was begun with. */
function resultOf(error: unknown, body: Readable | undefined): MailResult {
  if (!isMailError(error)) throw error;
  const reply = error.response || error.message;
  const { responseCode, command } = error;
  // 421 is the server's farewell. To a recipient or a message it may be an answer; before that it is about us.
  if (responseCode === 421) return { outcome: body && command !== 'MAIL FROM' ? 'INTERRUPTED' : 'UNAVAILABLE', reply };
  if (responseCode !== undefined && isAboutMessage(error))
    return { outcome: error.permanent ? 'REFUSED' : 'DEFERRED', reply };
  if (error.code === 'EMESSAGE' || error.code === 'EENVELOPE') return { outcome: 'REFUSED', reply };
  if (!body) return { outcome: 'UNAVAILABLE', reply };
  return { outcome: body.readableEnded ? 'UNCERTAIN' : 'INTERRUPTED', reply };
}

function isMailError(error: unknown): error is NodemailerError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function isAboutMessage({ command }: NodemailerError): boolean {
  return command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA';
}
