import type { QueuedCounts } from '../../letters/outbox/queue-outbox.ts';
import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { type OutcomeCounts, tallyCodes } from '../decide/count-outcomes.ts';
import type { UserDecision } from '../decide/decide-user.ts';
import { packDecisions } from '../decide/pack-decisions.ts';
import { JOB_CHANNEL } from '../job.ts';

/**
 * Writes what came of a chunk: one small record a user, inserted once and never updated, and beside the chunk's "done"
 * the results and before-images they point at. Most users of a chunk share these, so each different one is kept once:
 * a record is a tenth of the size it would have with its own, and as much faster to write.
 */
export async function writeRecords(
  queryable: Queryable,
  jobId: number,
  chunkNumber: number,
  decisions: readonly UserDecision[],
): Promise<void> {
  const packed = packDecisions(decisions);
  await queryable.execute(sql`
    INSERT INTO job_record (job_id, user_id, chunk_number, outcome, result, change)
    SELECT ${jobId}, user_id, ${chunkNumber}, outcome, result, change
    FROM unnest(${packed.userIds}::int[], ${packed.outcomes}::record_outcome[], ${packed.resultPositions}::int[], ${packed.changePositions}::int[])
      AS record(user_id, outcome, result, change)`);
  await queryable.execute(sql`
    UPDATE job_chunk SET state = 'DONE', done_at = clock_timestamp(), outcomes = ${packed.present}::record_outcome[],
      tally = ${JSON.stringify(tallyCodes(decisions))}::jsonb, results = ${packed.results.toJson()}::jsonb, changes = ${packed.changes.toJson()}::jsonb
    WHERE job_id = ${jobId} AND number = ${chunkNumber}`);
}

/**
 * Adds a chunk's counts, and what it put into the outbox, to its job, in the same commit as what they count, and tells whoever follows the job; the last
 * chunk, found under the row's lock, moves the job on.
 */
export async function countChunk(
  queryable: Queryable,
  jobId: number,
  counts: OutcomeCounts,
  queued: QueuedCounts,
): Promise<void> {
  const counted = await queryable.execute(sql`
    UPDATE job SET processed = processed + ${counts.processed}, updated = updated + ${counts.updated},
      unchanged = unchanged + ${counts.unchanged}, warnings = warnings + ${counts.warnings}, errors = errors + ${counts.errors},
      letters_queued = letters_queued + ${queued.letters}, letters_skipped = letters_skipped + ${counts.lettersSkipped},
      exports_queued = exports_queued + ${queued.exports},
      open_chunks = open_chunks - 1, revision = revision + 1, touched_at = clock_timestamp(),
      state = CASE WHEN state = 'RUNNING' AND open_chunks = 1 THEN 'FINALIZING' ELSE state END,
      finalizing_at = CASE WHEN state = 'RUNNING' AND open_chunks = 1 THEN clock_timestamp() END
    WHERE id = ${jobId} AND state IN ('RUNNING', 'CANCELLING') RETURNING pg_notify(${JOB_CHANNEL}, id::text)`);
  // The job ended between the claim of the chunk and here: then nothing of the chunk may be kept.
  if (counted !== 1) throw new Error(`Job ${jobId} had ended before its chunk was done.`);
}
