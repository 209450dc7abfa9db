import { type Authority, loadAuthority, mayManageUsers } from '../access/authority.ts';
import type { Reference } from '../institution/reference.ts';
import { today } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { DecisionContext } from './actions/action.ts';
import { countOutcomes, tallyCodes } from './count-outcomes.ts';
import type { UserDecision } from './decide-user.ts';
import { decideUsers } from './decide-users.ts';
import { announce, type Job } from './job.ts';
import type { JobServices } from './job-services.ts';
import { writeDecisions } from './write-decisions.ts';
import { writeRecords } from './write-records.ts';

/** What came of looking for a chunk to do. */
export type ChunkResult = 'DONE' | 'NONE_OPEN' | 'PERMISSION_LOST';

interface Chunk {
  readonly number: number;
  readonly userIds: readonly number[];
}

// A lane that hangs for so long loses its chunk: the server ends the transaction, and another lane has it at once.
const LANE_IDLE_LIMIT_MS = 30_000;

/**
 * Does the next open chunk of a job. One transaction holds the claim, the changes, the records with their before-images,
 * the counters, and the chunk's "done": killed at any point, the chunk has happened wholly or not at all, and its lock
 * is free the moment the connection dies.
 */
export async function runChunk(services: JobServices, job: Job, reference: Reference): Promise<ChunkResult> {
  const began = performance.now();
  return services.database.transaction(
    async (tx) => {
      const chunk = await claimChunk(tx, job.id);
      if (!chunk) return 'NONE_OPEN';
      const day = today(services.config.timeZone);
      const authority = await loadAuthority(tx, job.submittedById, day);
      if (!authority || !mayManageUsers(authority)) return 'PERMISSION_LOST';
      const context = decisionContext(job, authority, reference, day);
      const decided = await decideUsers(tx, chunk.userIds, job.actions, context, { lock: true, log: services.log });
      const written = await writeDecisions(tx, decided, context.at);
      await writeRecords(tx, job.id, written);
      await finishChunk(tx, job.id, chunk, written);
      const { id: jobId, requestId } = job;
      services.log.info(
        {
          jobId,
          requestId,
          chunk: chunk.number,
          users: written.length,
          milliseconds: Math.round(performance.now() - began),
        },
        'chunk done',
      );
      return 'DONE';
    },
    { idleTimeoutMs: LANE_IDLE_LIMIT_MS },
  );
}

function decisionContext(job: Job, authority: Authority, reference: Reference, day: string): DecisionContext {
  if (!job.frozenAt) throw new Error(`Job ${job.id} has chunks, but was never frozen.`);
  return { authority, reference, today: day, at: job.frozenAt };
}

/** Whoever holds a chunk's lock does it; nobody waits for one that is held. */
async function claimChunk(tx: Transaction, jobId: number): Promise<Chunk | undefined> {
  const [chunk] = await tx.query<Chunk>(sql`
    SELECT c.number, c.user_ids AS "userIds" FROM job_chunk c JOIN job j ON j.id = c.job_id
    WHERE c.job_id = ${jobId} AND c.state = 'OPEN' AND j.state = 'RUNNING'
    ORDER BY c.number LIMIT 1 FOR UPDATE OF c SKIP LOCKED`);
  return chunk;
}

/** The counters of the job and the chunk's own tally, in the same commit as what they count; the last chunk moves the job on. */
async function finishChunk(
  tx: Transaction,
  jobId: number,
  chunk: Chunk,
  decisions: readonly UserDecision[],
): Promise<void> {
  const counts = countOutcomes(decisions);
  await tx.execute(sql`
    UPDATE job_chunk SET state = 'DONE', done_at = clock_timestamp(), tally = ${JSON.stringify(tallyCodes(decisions))}::jsonb
    WHERE job_id = ${jobId} AND number = ${chunk.number}`);
  const counted = await tx.execute(sql`
    UPDATE job SET processed = processed + ${counts.processed}, updated = updated + ${counts.updated}, unchanged = unchanged + ${counts.unchanged},
      warnings = warnings + ${counts.warnings}, errors = errors + ${counts.errors}, open_chunks = open_chunks - 1,
      revision = revision + 1, touched_at = clock_timestamp(),
      state = CASE WHEN state = 'RUNNING' AND open_chunks = 1 THEN 'FINALIZING' ELSE state END,
      finalizing_at = CASE WHEN state = 'RUNNING' AND open_chunks = 1 THEN clock_timestamp() END
    WHERE id = ${jobId} AND state IN ('RUNNING', 'CANCELLING')`);
  // The job ended between our claim and here: then nothing of this chunk may be kept.
  if (counted !== 1) throw new Error(`Job ${jobId} had ended before its chunk ${chunk.number} was done.`);
  await announce(tx, jobId);
}
