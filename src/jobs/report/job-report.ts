import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { type OutcomeCode, outcomeOf } from '../decide/outcome-codes.ts';
import type { JobStep } from '../submit/job-steps.ts';

/** How many users got a code from one action of the job. */
export interface CodeCount {
  /** The index of the action in the job. */
  readonly action: number;
  readonly code: OutcomeCode;
  readonly users: number;
}

/** What one action of the job came to: processed users = updated + unchanged + errors. */
export interface ActionCounts {
  readonly index: number;
  readonly action: string;
  readonly sentence: string;
  readonly updated: number;
  readonly unchanged: number;
  readonly warnings: number;
  readonly errors: number;
  readonly skipped: number;
}

/** The row of a job that has ended, as far as the counting goes. */
export interface EndedJob {
  readonly id: number;
  readonly state: string;
  readonly skipped: number;
  readonly actions: readonly JobStep[];
}

/** Users by action and code, from the tallies written in the same commits as the records; skipped ones included. */
export async function countCodes(queryable: Queryable, job: EndedJob): Promise<CodeCount[]> {
  const counted = await queryable.query<CodeCount>(sql`
    SELECT by_action.key::int AS action, by_code.key AS code, sum(by_code.value::int)::int AS users
    FROM job_chunk c, jsonb_each(c.tally) AS by_action, jsonb_each_text(by_action.value) AS by_code
    WHERE c.job_id = ${job.id} AND c.state = 'DONE'
    GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`);
  if (job.skipped === 0) return counted;
  const code: OutcomeCode = skipCode(job.state);
  return [...counted, ...job.actions.map((_, action) => ({ action, code, users: job.skipped }))];
}

/** Why users of a job that ended like this were skipped. */
export function skipCode(state: string): OutcomeCode {
  return state === 'FAILED' ? 'JOB_FAILED' : 'JOB_CANCELLED';
}

/** The same counts by action. A warning code that stands beside an action's own code counts as a warning only. */
export function countActions(job: EndedJob, codes: readonly CodeCount[]): ActionCounts[] {
  return job.actions.map(({ action, sentence }, index) => {
    const users = (...outcomes: string[]) =>
      codes
        .filter((count) => count.action === index && outcomes.includes(outcomeOf(count.code)))
        .reduce((sum, count) => sum + count.users, 0);
    const left = codes.find((count) => count.action === index && count.code === 'OWN_RECORD_PROTECTED')?.users ?? 0;
    const unchanged = users('UNCHANGED') + left;
    return {
      index,
      action,
      sentence,
      updated: users('UPDATED'),
      unchanged,
      warnings: users('WARNING', 'UNCHANGED'),
      errors: users('ERROR'),
      skipped: users('SKIPPED'),
    };
  });
}
