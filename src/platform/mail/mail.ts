import type { SendMailOptions } from 'nodemailer';
import { isMailAddress, type Mailbox } from './mail-address.ts';

/** One message to one person. */
export interface Mail {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  /** null: plain text only. */
  readonly html: string | null;
  /** Without angle brackets. The same message sent again bears the same one. */
  readonly messageId: string;
  readonly date: Date;
}

/**
 * What came of sending. REFUSED: for good, this message only. DEFERRED: not now, this message only. INTERRUPTED: the
 * connection broke in the middle of it, so it is not accepted. UNAVAILABLE: nothing can be sent just now, this was not tried. UNCERTAIN: the connection broke after the whole message had gone out, so it may be accepted.
 * `reply` is what the server said, as it said it.
 */
export type MailResult =
  | { readonly outcome: 'ACCEPTED'; readonly reply: string }
  | { readonly outcome: 'REFUSED' | 'DEFERRED' | 'INTERRUPTED' | 'UNAVAILABLE' | 'UNCERTAIN'; readonly reply: string };

/** Where mail goes. */
export interface MailTransport {
  /** How many messages are worth sending at once. */
  readonly concurrency: number;
  /** Sends one message. `signal`: give up waiting. Throws only where the program is at fault. */
  send(mail: Mail, signal: AbortSignal): Promise<MailResult>;
  /** Closes what is open; what is being sent then is broken off. */
  close(): Promise<void>;
}

const LONGEST_NAME = 200;

/** The characters of a subject that are sent at most. */
export const LONGEST_SUBJECT = 400;

/** The message as nodemailer takes it, `messageId` with its angle brackets. Throws when an address is none: nodemailer would make several of it. */
export function composed(mail: Mail): SendMailOptions & { readonly messageId: string } {
  for (const { address } of [mail.from, mail.to]) {
    if (!isMailAddress(address)) throw new TypeError('An address of a message is not one address.');
  }
  return {
    from: mailbox(mail.from),
    to: mailbox(mail.to),
    subject: headerText(mail.subject, LONGEST_SUBJECT),
    text: mail.text,
    ...(mail.html !== null && { html: mail.html }),
    messageId: `<${mail.messageId}>`,
    date: mail.date,
    // Vacation responders leave what says so alone.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

// An object, never a text: nodemailer reads lists, groups and line breaks out of texts.
function mailbox({ name, address }: Mailbox): Mailbox {
  return { name: headerText(name, LONGEST_NAME), address };
}

/** One line without control characters, cut at a length that headers bear. */
export function headerText(text: string, length: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return [...line].slice(0, length).join('');
}
