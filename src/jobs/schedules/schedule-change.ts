import { auditedChange, type Done } from '../../access/audited-change.ts';
import type { Transaction } from '../../platform/database.ts';
import { Forbidden, NotFound } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import type { JobServices } from '../job-services.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { lockSchedule, type Schedule } from './schedule.ts';
import { mayEditSchedule, visibleSchedules } from './visible-schedules.ts';

/**
 * Carries out one change to a schedule, which is locked, with its audit event; a refused attempt leaves its own. Throws
 * NotFound for who may not know of the schedule, Forbidden for who sees it but is neither its owner nor an administrator.
 */
export async function changeSchedule<Result>(
  { database }: JobServices,
  { authority, requestId }: Submitter,
  about: { readonly operation: string; readonly scheduleId: number },
  work: (transaction: Transaction, schedule: Schedule) => Promise<Done<Result>>,
): Promise<Result> {
  const { operation, scheduleId } = about;
  const subject = `JobSchedule:${scheduleId}`;
  return auditedChange({ database, authority, requestId }, { operation, subject }, async (tx) => {
    const [seen] = await tx.query(
      sql`SELECT 1 FROM job_schedule schedule WHERE schedule.id = ${scheduleId} AND ${visibleSchedules(authority)}`,
    );
    const schedule = seen ? await lockSchedule(tx, scheduleId) : null;
    if (!schedule) throw new NotFound('Schedule');
    if (!mayEditSchedule(authority, schedule))
      throw new Forbidden('Only its owner or an administrator changes a schedule.');
    return work(tx, schedule);
  });
}
