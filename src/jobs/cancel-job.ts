import { recordAuditEvent } from '../access/audit.ts';
import type { Authority } from '../access/authority.ts';
import { Forbidden, NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { auditRefusals } from './audit-refusals.ts';
import { announce, type Job, lockJob } from './job.ts';
import { JobAlreadyEnded } from './job-problems.ts';
import type { JobServices } from './job-services.ts';
import { endEarly } from './settle-job.ts';
import type { Submitter } from './submit-job.ts';
import { isVisibleJob } from './visible-jobs.ts';

/**
 * Asks a job to stop. Chunks in hand are finished, the rest is reported as skipped; a job that waits ends at once.
 * Asking again changes nothing. Only who submitted the job, or an administrator, may.
 */
export async function cancelJob(
  services: JobServices,
  jobId: number,
  { authority, requestId }: Submitter,
): Promise<void> {
  const { database } = services;
  const event = { actor: authority.primaryId, authority, operation: 'cancelJob', subject: `Job:${jobId}`, requestId };
  await auditRefusals(database, event, () =>
    database.transaction(async (tx) => {
      if (!(await isVisibleJob(tx, authority, jobId))) throw new NotFound('Job');
      const job = await lockJob(tx, jobId);
      if (!job) throw new NotFound('Job');
      if (!mayCancel(authority, job))
        throw new Forbidden('Only who submitted the job, or an administrator, may cancel it.');
      if (['FINALIZING', 'COMPLETED', 'CANCELLED', 'FAILED'].includes(job.state)) throw new JobAlreadyEnded();
      if (job.state === 'CANCELLING') return;
      await tx.execute(sql`
        UPDATE job SET state = 'CANCELLING', cancelling_at = now(), cancelled_by_id = ${authority.userId}, touched_at = now(), revision = revision + 1
        WHERE id = ${jobId}`);
      await recordAuditEvent(tx, event);
      await announce(tx, jobId);
    }),
  );
  // When no lane holds a chunk nobody else would do it; a lane that does will.
  await endEarly(services, jobId, { state: 'CANCELLED' });
}

/** Whether this person may cancel the job, were it still running. */
export function mayCancel(authority: Authority, { submittedById }: Pick<Job, 'submittedById'>): boolean {
  return authority.isAdministrator || authority.userId === submittedById;
}
