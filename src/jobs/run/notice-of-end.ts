import { type OutboxServices, queueOutbox } from '../../letters/outbox/queue-outbox.ts';
import { letterOfJobEnd } from '../../letters/stored-letters.ts';
import type { Queryable, Transaction } from '../../platform/database.ts';
import type { InputIssue } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';

/** Why nobody can be told of a job's end: there is no letter for that. */
export async function noticeIssues(queryable: Queryable): Promise<InputIssue[]> {
  if (await letterOfJobEnd(queryable)) return [];
  return [{ path: ['notifyAtEnd'], message: 'No letter with the purpose JOB_END is enabled.' }];
}

/**
 * Writes to who submitted a job that has just ended, if they wanted that. The letter belongs to no job: the end does not
 * wait for it. When the letter has been disabled meanwhile, none is sent.
 */
export async function noticeOfEnd(services: OutboxServices, tx: Transaction, jobId: number): Promise<void> {
  const [ended] = await tx.query<{ userId: number; job: object }>(sql`
    SELECT submitted_by_id AS "userId", jsonb_build_object('name', name, 'state', state, 'conclusion', conclusion, 'set', set_name,
      'total', coalesce(total, 0), 'processed', processed, 'updated', updated, 'unchanged', unchanged, 'warnings', warnings,
      'errors', errors, 'skipped', skipped, 'lettersSent', letters_sent, 'lettersFailed', letters_failed,
      'lettersSkipped', letters_skipped, 'exportsSent', exports_sent, 'exportsFailed', exports_failed) AS job
    FROM job WHERE id = ${jobId} AND notify_at_end AND ended_at IS NOT NULL`);
  const letter = ended && (await letterOfJobEnd(tx));
  if (!ended || !letter) return;
  const row = { kind: 'LETTER', jobId: null, letter: letter.code, version: letter.version } as const;
  await queueOutbox(services, tx, [{ ...row, userId: ended.userId, variables: { job: ended.job } }]);
}
