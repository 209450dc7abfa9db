import { recordAuditEvent } from '../../access/audit.ts';
import { auditRefusals } from '../../access/audit-refusals.ts';
import type { Authority } from '../../access/authority.ts';
import { Forbidden, NotFound } from '../../platform/problems.ts';
import { type Job, lockJob } from '../job.ts';
import { JobAlreadyEnded } from '../job-problems.ts';
import type { JobServices } from '../job-services.ts';
import { lockScheduleOf } from '../schedules/schedule.ts';
import { skipWaitingRun } from '../schedules/skip-run.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { isVisibleJob } from '../visible-jobs.ts';
import { endEarly } from './settle-job.ts';
import { startCancelling } from './start-cancelling.ts';

/**
 * Asks a job to stop. Chunks in hand are finished, the rest is reported as skipped; a job that waits ends at once.
 * Asking again changes nothing. Only who submitted the job, or an administrator, may. Of a schedule, the run that waits is
 * skipped: the one after it takes its place.
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
      const schedule = await lockScheduleOf(tx, jobId);
      const job = await lockJob(tx, jobId);
      if (!job) throw new NotFound('Job');
      if (!mayCancel(authority, job))
        throw new Forbidden('Only who submitted the job, or an administrator, may cancel it.');
      if (['COMPLETED', 'CANCELLED', 'FAILED'].includes(job.state) || job.failureCode) throw new JobAlreadyEnded();
      if (job.state === 'CANCELLING') return;
      if (schedule && job.state === 'SCHEDULED') await skipWaitingRun(services, tx, schedule, authority.userId);
      else await startCancelling(tx, jobId, authority.userId);
      await recordAuditEvent(tx, event);
    }),
  );
  // When no lane holds a chunk nobody else would do it; a lane that does will.
  await endEarly(services, jobId, { state: 'CANCELLED' });
}

/** Whether this person may cancel the job, were it still running. */
export function mayCancel(authority: Authority, { submittedById }: Pick<Job, 'submittedById'>): boolean {
  return authority.isAdministrator || authority.userId === submittedById;
}
