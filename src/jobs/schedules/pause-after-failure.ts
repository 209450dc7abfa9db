import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { announce } from '../job.ts';

/**
 * Pauses the schedule of a run that has failed, with the reason: what stood in its way will stand in the way of the next
 * one, too, and nobody looks at a job that fails every night. Whoever calls holds the schedule locked.
 */
export async function pauseAfterFailure(tx: Transaction, jobId: number, reason: string): Promise<void> {
  const [paused] = await tx.query<{ id: number }>(sql`
    UPDATE job_schedule SET state = 'PAUSED', paused_at = now(), pause_reason = ${reason}
    WHERE id = (SELECT schedule_id FROM job WHERE id = ${jobId}) AND state = 'ACTIVE' RETURNING id`);
  if (!paused) return;
  const waiting = await tx.query<{ id: number }>(sql`
    UPDATE job SET scheduled_for = NULL, touched_at = now(), revision = revision + 1
    WHERE schedule_id = ${paused.id} AND state = 'SCHEDULED' RETURNING id`);
  for (const { id } of waiting) await announce(tx, id);
}
