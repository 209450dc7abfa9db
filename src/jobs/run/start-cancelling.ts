import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { announce } from '../job.ts';
import { skipLetters } from './skip-letters.ts';

/**
 * Moves a job, whose row the transaction holds locked, to CANCELLING on behalf of a user, and keeps back the letters that
 * nobody has begun with; its end is for others to see to.
 */
export async function startCancelling(tx: Transaction, jobId: number, userId: number): Promise<void> {
  await tx.execute(sql`
    UPDATE job SET state = 'CANCELLING', cancelling_at = now(), cancelled_by_id = ${userId}, touched_at = now(), revision = revision + 1
    WHERE id = ${jobId}`);
  await skipLetters(tx, jobId, 'JOB_CANCELLED');
  await announce(tx, jobId);
}
