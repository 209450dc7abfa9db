import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Fate } from './fate.ts';
import { keptBackReason, lockJobsOf } from './kept-back.ts';
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
 * meanwhile is left to that one; one that would be tried again for a job that is cancelled or has failed ends as SKIPPED.
 */
export async function writeFates(
  database: Database,
  rows: readonly FatedRow[],
  { courierId, settled }: WriteOptions,
): Promise<void> {
  if (rows.length === 0) return;
  const fates = rows.map(({ fate }) => fate);
  await database.transaction(async (tx) => {
    await lockJobsOf(
      tx,
      rows.filter(({ fate }) => fate.state === 'QUEUED').map(({ id }) => id),
    );
    const written = await tx.query<WrittenRow>(sql`
      WITH fate AS (
        SELECT f.*, o.was_unknown AS was_before, CASE WHEN f.state = 'QUEUED' THEN ${keptBackReason} END AS kept_back
        FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${fates.map(({ state }) => state)}::outbox_state[],
          ${fates.map(({ ends }) => ends)}::boolean[], ${fates.map(({ tried }) => tried)}::boolean[], ${fates.map(({ code }) => code)}::text[],
          ${fates.map(({ reply }) => reply)}::text[], ${fates.map(({ pauseSeconds }) => pauseSeconds)}::int[]) AS f(id, state, ends, tried, code, reply, pause)
        JOIN outbox o ON o.id = f.id AND o.courier_id = ${courierId}::uuid AND o.settled_at IS NULL
          AND (o.state = 'SENDING' OR o.state = 'UNKNOWN' AND f.tried)
        LEFT JOIN job j ON j.id = o.job_id
        FOR UPDATE OF o),
      decided AS (
        SELECT *, ends OR kept_back IS NOT NULL AS over, CASE WHEN kept_back IS NOT NULL THEN 'SKIPPED' ELSE state END AS becomes FROM fate)
      UPDATE outbox o SET state = CASE WHEN d.becomes = 'QUEUED' AND o.was_unknown THEN 'UNKNOWN' ELSE d.becomes END,
        attempts = o.attempts - CASE WHEN d.tried THEN 0 ELSE 1 END,
        code = coalesce(d.kept_back, CASE WHEN d.tried THEN d.code ELSE coalesce(d.code, o.code) END),
        reply = CASE WHEN d.tried THEN d.reply ELSE coalesce(d.reply, o.reply) END, was_unknown = o.was_unknown OR d.becomes = 'UNKNOWN',
        settled_at = CASE WHEN d.over THEN clock_timestamp() END, secret = CASE WHEN d.over THEN NULL ELSE o.secret END,
        next_attempt_at = clock_timestamp() + make_interval(secs => d.pause)
      FROM decided d WHERE o.id = d.id
      RETURNING o.kind, o.job_id AS "jobId", o.state, d.over AS settled, o.was_unknown AND NOT d.was_before AS "newlyUnknown"`);
    const counts = countSettled(written);
    if (counts.size > 0) await settled(tx, counts);
  });
}
