import type { Config } from '../../config.ts';
import type { Delivered, OutboxRow } from './carrier.ts';

/** The settings that decide what becomes of a row. */
export type FateSettings = Pick<Config, 'outboxAttempts' | 'outboxRetrySeconds' | 'unknownLetters'>;

/** What becomes of a row. */
export interface Fate {
  readonly state: 'SENT' | 'FAILED' | 'QUEUED' | 'UNKNOWN';
  /** Whether nothing more is tried. */
  readonly ends: boolean;
  /** Whether this was an attempt at all; what was none is not counted as one. */
  readonly tried: boolean;
  readonly code: string | null;
  readonly reply: string | null;
  readonly pauseSeconds: number;
}

const LONGEST_PAUSE_SECONDS = 3_600;
const LONGEST_REPLY = 500;
// From then on a server that cannot be reached uses up attempts as well: nothing waits for ever.
const PATIENT_FOR_MS = 86_400_000;

/** What becomes of a row that was claimed and not begun with: it is there for whoever claims it next. */
export const released: Fate = { state: 'QUEUED', ends: false, tried: false, code: null, reply: null, pauseSeconds: 0 };

/** What becomes of a row after an attempt: the end, or another attempt after a pause that doubles from time to time. */
export function fateOf(
  { attempts, createdAt }: Pick<OutboxRow, 'attempts' | 'createdAt'>,
  delivered: Delivered,
  config: FateSettings,
): Fate {
  const wanted = delivered.state === 'RETRY' ? (delivered.retryAfterSeconds ?? 0) : 0;
  const doubled = config.outboxRetrySeconds * 2 ** (attempts - 1);
  const pauseSeconds = Math.min(Math.max(wanted, doubled), LONGEST_PAUSE_SECONDS);
  const reply = delivered.reply === null ? null : replyText(delivered.reply);
  if (delivered.state === 'SENT') return { state: 'SENT', ends: true, tried: true, code: null, reply, pauseSeconds: 0 };
  const { code } = delivered;
  if (delivered.state === 'RETRY' && delivered.unavailable && Date.now() - createdAt.getTime() < PATIENT_FOR_MS) {
    const pause = Math.min(Math.max(wanted, config.outboxRetrySeconds), LONGEST_PAUSE_SECONDS);
    return { state: 'QUEUED', ends: false, tried: false, code, reply, pauseSeconds: pause };
  }
  const exhausted = attempts >= config.outboxAttempts;
  if (delivered.state === 'UNKNOWN') {
    const ends = exhausted || config.unknownLetters === 'leave';
    return { state: 'UNKNOWN', ends, tried: true, code, reply, pauseSeconds };
  }
  const failed = delivered.state === 'FAILED' || exhausted;
  return { state: failed ? 'FAILED' : 'QUEUED', ends: failed, tried: true, code, reply, pauseSeconds };
}

/** One line that the database takes: servers send what they like. */
function replyText(reply: string): string {
  return reply
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REPLY)
    .toWellFormed();
}
