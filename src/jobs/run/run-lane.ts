import { loadReference } from '../../institution/reference.ts';
import { isTransient } from '../../platform/database-errors.ts';
import { loadJob } from '../job.ts';
import type { JobServices } from '../job-services.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';
import { runChunk } from './run-chunk.ts';
import { endEarly, settle } from './settle-job.ts';

/**
 * One pair of hands on a job: takes it up if nobody has, does chunk after chunk until none is open (or `signal` asks to
 * stop), and moves the job on to its end. As many lanes as one likes may do so at once, on as many machines; one more
 * than needed does no harm.
 */
export async function runLane(services: JobServices, jobId: number, signal: AbortSignal): Promise<void> {
  try {
    await takeUp(services, jobId);
    await freezeMembers(services, jobId);
    await runChunks(services, jobId, signal);
    await moveOn(services, jobId);
  } catch (error) {
    services.log.error({ err: error, jobId }, 'lane broke off');
    // What passes by itself (a restarting database, a full disk) is tried again; what cannot get better ends the job.
    if (isTransient(error)) throw error;
    await endEarly(services, jobId, { state: 'FAILED', code: 'INTERNAL_ERROR' });
  }
}

async function runChunks(services: JobServices, jobId: number, signal: AbortSignal): Promise<void> {
  const job = await loadJob(services.database, jobId);
  if (job?.state !== 'RUNNING') return;
  const reference = await loadReference(services.database);
  let result = await runChunk(services, job, reference);
  while (result === 'DONE' && !signal.aborted) result = await runChunk(services, job, reference);
  if (result === 'PERMISSION_LOST') await endEarly(services, jobId, { state: 'FAILED', code: 'PERMISSION_LOST' });
}

async function moveOn(services: JobServices, jobId: number): Promise<void> {
  const job = await loadJob(services.database, jobId);
  if (job?.state === 'FINALIZING' || job?.state === 'CANCELLING') await settle(services, jobId);
}
