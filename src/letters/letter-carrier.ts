import { LiquidError } from 'liquidjs';
import type { SigningKey } from '../access/signing-key.ts';
import type { Config } from '../config.ts';
import { today } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { Mail, MailResult, MailTransport } from '../platform/mail/mail.ts';
import { isMailAddress } from '../platform/mail/mail-address.ts';
import type { Carrier, Delivered, OutboxRow } from './outbox/carrier.ts';
import { openSecret } from './outbox/sealed-secret.ts';
import { type LetterHead, loadLetterHead, loadRecipients, type Recipient } from './recipients.ts';
import { renderLetter } from './render-letter.ts';
import { loadVersion, type StoredVersion } from './stored-letters.ts';

/** What bringing letters away stands on. */
export interface LetterCarrierServices {
  readonly config: Config;
  readonly database: Database;
  readonly signingKey: SigningKey;
  readonly transport: MailTransport;
}

/** Why a letter failed that was never sent: stable, for programs. */
export type LetterFault =
  | 'USER_NOT_FOUND'
  | 'NO_EMAIL_ADDRESS'
  | 'INVALID_EMAIL_ADDRESS'
  | 'TEMPLATE_FAULT'
  | 'SECRET_LOST';

const failed = (code: LetterFault, reply: string | null = null): Delivered => ({ state: 'FAILED', code, reply });

/** Renders letters with the users' records as they are now, and hands them to the mail transport. */
export class LetterCarrier implements Carrier {
  readonly kind = 'LETTER';
  readonly concurrency: number;
  readonly ratePerSecond: number | null;
  readonly #services: LetterCarrierServices;
  /** By the row's id; null: there is no such user any more. */
  readonly #recipients = new Map<number, Recipient | null>();
  readonly #versions = new Map<string, StoredVersion | null>();
  #head: LetterHead = { code: '', name: '' };

  constructor(services: LetterCarrierServices) {
    this.#services = services;
    this.concurrency = services.transport.concurrency;
    this.ratePerSecond = services.config.smtpRate;
  }

  async prepare(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { database, config } = this.#services;
    const userIds = [...new Set(rows.map(({ userId }) => userId))];
    const recipients = await loadRecipients(database, userIds, today(config.timeZone));
    for (const { id, userId } of rows) this.#recipients.set(id, recipients.get(userId) ?? null);
    this.#head = await loadLetterHead(database);
    for (const { letter, version } of rows) await this.#version(letter, version);
  }

  async deliver(row: OutboxRow, signal: AbortSignal): Promise<Delivered> {
    const mail = await this.#mailOf(row);
    if ('state' in mail) return mail;
    const result = await this.#services.transport.send(mail, signal);
    // Rows that are put off now may be somebody else's next time.
    if (result.outcome === 'UNAVAILABLE') this.#recipients.clear();
    return deliveredOf(result);
  }

  close(): Promise<void> {
    return this.#services.transport.close();
  }

  async #mailOf(row: OutboxRow): Promise<Mail | Delivered> {
    if (!this.#recipients.has(row.id)) await this.prepare([row]);
    const recipient = this.#recipients.get(row.id);
    this.#recipients.delete(row.id);
    if (!recipient) return failed('USER_NOT_FOUND');
    const { address, user } = recipient;
    if (address === null) return failed('NO_EMAIL_ADDRESS');
    if (!isMailAddress(address)) return failed('INVALID_EMAIL_ADDRESS');
    const letter = await this.#version(row.letter, row.version);
    const variables = this.#variablesOf(row);
    if (!letter || !variables) return failed(letter ? 'SECRET_LOST' : 'TEMPLATE_FAULT');
    try {
      const day = today(this.#services.config.timeZone);
      const contents = { recipient, head: this.#head, today: day, extraText: row.extraText, variables };
      const { subject, text, html } = renderPatiently(letter, contents);
      const to = { name: String(user.fullName), address };
      const from = this.#services.config.mailFrom;
      return { from, to, subject, text, html, messageId: row.messageId, date: row.createdAt };
    } catch (error) {
      if (error instanceof LiquidError) return failed('TEMPLATE_FAULT', error.message);
      throw error;
    }
  }

  /** null: the password was sealed with another key. */
  #variablesOf({ variables, secret, userId }: OutboxRow): Readonly<Record<string, unknown>> | null {
    if (secret === null) return variables ?? {};
    const temporaryPassword = openSecret(this.#services.signingKey, userId, secret);
    return temporaryPassword === null ? null : { ...variables, temporaryPassword };
  }

  /** A version never changes: it is read once. */
  async #version(code: string, version: number | null): Promise<StoredVersion | null> {
    const key = `${code} ${version}`;
    const known = this.#versions.get(key) ?? (await loadVersion(this.#services.database, code, version));
    this.#versions.set(key, known);
    return known;
  }
}

/** A stalled process may take longer than a template may: only what fails twice is the template's fault. */
const renderPatiently: typeof renderLetter = (letter, contents) => {
  try {
    return renderLetter(letter, contents);
  } catch {
    return renderLetter(letter, contents);
  }
};

const codes = {
  REFUSED: 'REFUSED_BY_SERVER',
  DEFERRED: 'DEFERRED_BY_SERVER',
  INTERRUPTED: 'SERVER_UNAVAILABLE',
  UNAVAILABLE: 'SERVER_UNAVAILABLE',
} as const;

function deliveredOf(result: MailResult): Delivered {
  const { outcome, reply } = result;
  if (outcome === 'ACCEPTED') return { state: 'SENT', reply };
  if (outcome === 'UNCERTAIN') return { state: 'UNKNOWN', code: 'CONNECTION_LOST', reply };
  if (outcome === 'REFUSED') return { state: 'FAILED', code: codes.REFUSED, reply };
  return { state: 'RETRY', code: codes[outcome], reply, unavailable: outcome === 'UNAVAILABLE' };
}
