import { type Authority, mayManageUsers } from '../../access/authority.ts';
import type { Reference } from '../../institution/reference.ts';
import { today } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { DecisionContext } from '../actions/action.ts';
import { countOutcomes } from '../decide/count-outcomes.ts';
import type { UserDecision } from '../decide/decide-user.ts';
import { decideUsers } from '../decide/decide-users.ts';
import { holdUsedCodes } from '../decide/hold-used-codes.ts';
import type { Job } from '../job.ts';
import type { JobServices } from '../job-services.ts';
import { writeChanges } from '../record/write-changes.ts';
import { loadJobAuthority } from './job-authority.ts';
import { writeEffects } from './write-effects.ts';
import { isRefusal, writeHalving } from './write-halving.ts';
import { countChunk, writeRecords } from './write-records.ts';

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
  try {
    return await attempt(services, job, reference, writeTogether);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    services.log.warn({ err: error, jobId: job.id }, 'a chunk was refused: looking for the users at fault');
    return attempt(services, job, reference, writeHalving);
  }
}

async function writeTogether(tx: Transaction, decisions: readonly UserDecision[], at: Date) {
  await writeChanges(tx, decisions, at);
  return decisions;
}

async function attempt(
  services: JobServices,
  job: Job,
  reference: Reference,
  write: typeof writeHalving,
): Promise<ChunkResult> {
  const { database, config, log } = services;
  const began = performance.now();
  let done = {};
  const work = async (tx: Transaction): Promise<ChunkResult> => {
    const chunk = await claimChunk(tx, job.id);
    if (!chunk) return 'NONE_OPEN';
    const day = today(config.timeZone);
    const authority = await loadJobAuthority(tx, job, day);
    if (!authority || !mayManageUsers(authority)) return 'PERMISSION_LOST';
    const context = decisionContext(job, authority, reference, day);
    const decided = await decideUsers(tx, chunk.userIds, job.actions, context, { lock: true, log });
    const held = await holdUsedCodes(tx, decided, reference);
    const written = await write(tx, held, context.at);
    const queued = await writeEffects(services, tx, job, written);
    await writeRecords(tx, job.id, chunk.number, written);
    await countChunk(tx, job.id, countOutcomes(written), queued);
    done = { chunk: chunk.number, users: written.length };
    return 'DONE';
  };
  const result = await database.transaction(work, { idleTimeoutMs: LANE_IDLE_LIMIT_MS });
  const milliseconds = Math.round(performance.now() - began);
  // Only now has it happened.
  if (result === 'DONE') log.info({ jobId: job.id, requestId: job.requestId, ...done, milliseconds }, 'chunk');
  return result;
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
