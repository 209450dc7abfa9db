import type { Config } from '../../config.ts';
import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Delivered, OutboxRow } from './carrier.ts';
import { countSettled, type SettledListener, type WrittenRow } from './settled-counts.ts';

/** A row with what came of an attempt at it. */
export interface Attempted {
  readonly row: OutboxRow;
  readonly delivered: Delivered;
}

export interface SettleOptions {
  readonly courierId: string;
  readonly config: Pick<Config, 'outboxAttempts' | 'outboxRetrySeconds' | 'unknownLetters'>;
  readonly settled: SettledListener;
}

const LONGEST_PAUSE_SECONDS = 3_600;
const LONGEST_REPLY = 500;

/**
 * Writes what came of these attempts, together with what their jobs count. A row that another courier has taken over
 * meanwhile is left to that one.
 */
export async function settleRows(
  database: Database,
  attempted: readonly Attempted[],
  { courierId, config, settled }: SettleOptions,
): Promise<void> {
  const fates = attempted.map(({ row, delivered }) => ({ id: row.id, ...fateOf(row, delivered, config) }));
  await database.transaction(async (tx) => {
    const rows = await tx.query<WrittenRow>(sql`
      WITH fate AS (
        SELECT f.*, o.was_unknown AS was_before FROM unnest(${fates.map(({ id }) => id)}::bigint[], ${fates.map(({ state }) => state)}::outbox_state[],
          ${fates.map(({ ends }) => ends)}::boolean[], ${fates.map(({ code }) => code)}::text[], ${fates.map(({ reply }) => reply)}::text[],
          ${fates.map(({ pauseSeconds }) => pauseSeconds)}::int[]) AS f(id, state, ends, code, reply, pause)
        JOIN outbox o ON o.id = f.id AND o.courier_id = ${courierId}::uuid AND o.state IN ('SENDING', 'UNKNOWN') AND o.settled_at IS NULL
        FOR UPDATE OF o)
      UPDATE outbox o SET state = CASE WHEN fate.state = 'QUEUED' AND o.was_unknown THEN 'UNKNOWN' ELSE fate.state END,
        code = fate.code, reply = fate.reply, was_unknown = o.was_unknown OR fate.state = 'UNKNOWN',
        settled_at = CASE WHEN fate.ends THEN clock_timestamp() END, secret = CASE WHEN fate.ends THEN NULL ELSE o.secret END,
        next_attempt_at = clock_timestamp() + make_interval(secs => fate.pause)
      FROM fate WHERE o.id = fate.id
      RETURNING o.kind, o.job_id AS "jobId", o.state, fate.ends AS settled, o.was_unknown AND NOT fate.was_before AS "newlyUnknown"`);
    const counts = countSettled(rows);
    if (counts.size > 0) await settled(tx, counts);
  });
}

interface Fate {
  readonly state: 'SENT' | 'FAILED' | 'QUEUED' | 'UNKNOWN';
  /** Whether nothing more is tried. */
  readonly ends: boolean;
  readonly code: string | null;
  readonly reply: string | null;
  readonly pauseSeconds: number;
}

/** What becomes of a row: the end, or another attempt after a pause that doubles from time to time. */
function fateOf({ attempts }: OutboxRow, delivered: Delivered, config: SettleOptions['config']): Fate {
  const wanted = delivered.state === 'RETRY' ? (delivered.retryAfterSeconds ?? 0) : 0;
  const doubled = config.outboxRetrySeconds * 2 ** (attempts - 1);
  const pauseSeconds = Math.min(Math.max(wanted, doubled), LONGEST_PAUSE_SECONDS);
  const reply = delivered.reply === null ? null : replyText(delivered.reply);
  if (delivered.state === 'SENT') return { state: 'SENT', ends: true, code: null, reply, pauseSeconds: 0 };
  const { code } = delivered;
  const exhausted = attempts >= config.outboxAttempts;
  if (delivered.state === 'UNKNOWN') {
    const ends = exhausted || config.unknownLetters === 'leave';
    return { state: 'UNKNOWN', ends, code, reply, pauseSeconds };
  }
  const failed = delivered.state === 'FAILED' || exhausted;
  return { state: failed ? 'FAILED' : 'QUEUED', ends: failed, code, reply, pauseSeconds };
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
