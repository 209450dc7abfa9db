import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Fate } from './fate.ts';
import { countSettled, type SettledListener, type WrittenRow } from './settled-counts.ts';

/** A row, by its id, with what becomes of it. */
export interface FatedRow {
  readonly id: number;
  readonly fate: Fate;
}

export interface WriteOptions {
  readonly courierId: string;
  readonly settled: SettledListener;
}

/**
 * Writes what becomes of these rows, together with what their jobs count. A row that another courier has taken over
 * meanwhile is left to that one.
 */
export async function writeFates(
  database: Database,
  rows: readonly FatedRow[],
  { courierId, settled }: WriteOptions,
): Promise<void> {
  if (rows.length === 0) return;
  const fates = rows.map(({ fate }) => fate);
  await database.transaction(async (tx) => {
    const written = await tx.query<WrittenRow>(sql`
      WITH fate AS (
        SELECT f.*, o.was_unknown AS was_before FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${fates.map(({ state }) => state)}::outbox_state[],
          ${fates.map(({ ends }) => ends)}::boolean[], ${fates.map(({ tried }) => tried)}::boolean[], ${fates.map(({ code }) => code)}::text[],
          ${fates.map(({ reply }) => reply)}::text[], ${fates.map(({ pauseSeconds }) => pauseSeconds)}::int[]) AS f(id, state, ends, tried, code, reply, pause)
        JOIN outbox o ON o.id = f.id AND o.courier_id = ${courierId}::uuid AND o.settled_at IS NULL
          AND (o.state = 'SENDING' OR o.state = 'UNKNOWN' AND f.tried)
        FOR UPDATE OF o)
      UPDATE outbox o SET state = CASE WHEN fate.state = 'QUEUED' AND o.was_unknown THEN 'UNKNOWN' ELSE fate.state END,
        attempts = o.attempts - CASE WHEN fate.tried THEN 0 ELSE 1 END,
        code = CASE WHEN fate.tried THEN fate.code ELSE coalesce(fate.code, o.code) END,
        reply = CASE WHEN fate.tried THEN fate.reply ELSE coalesce(fate.reply, o.reply) END, was_unknown = o.was_unknown OR fate.state = 'UNKNOWN',
        settled_at = CASE WHEN fate.ends THEN clock_timestamp() END, secret = CASE WHEN fate.ends THEN NULL ELSE o.secret END,
        next_attempt_at = clock_timestamp() + make_interval(secs => fate.pause)
      FROM fate WHERE o.id = fate.id
      RETURNING o.kind, o.job_id AS "jobId", o.state, fate.ends AS settled, o.was_unknown AND NOT fate.was_before AS "newlyUnknown"`);
    const counts = countSettled(written);
    if (counts.size > 0) await settled(tx, counts);
  });
}
