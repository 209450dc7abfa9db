import { visibleUsers } from '../../access/visible-users.ts';
import { parseInput } from '../../platform/parse-input.ts';
import { InvalidInput, NotFound } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { insertMembers } from '../../sets/insert-members.ts';
import { insertSet } from '../../sets/insert-set.ts';
import { makeSet, type SetOperator } from '../../sets/set-change.ts';
import { type NewSetInput, newSet } from '../../sets/set-input.ts';
import { JobNotEnded } from '../job-problems.ts';
import type { RecordOutcome } from '../report/job-records.ts';
import { membersByOutcome } from '../run/job-members.ts';
import { visibleJobs } from '../visible-jobs.ts';

/** Which users of which job, and what the set is told. */
export type SetFromJobInput = NewSetInput & {
  readonly jobId: number;
  /** null: wherever they ended. */
  readonly outcomes?: readonly RecordOutcome[] | null | undefined;
};

/** The set, and what became of the users that were asked for. */
export interface SetFromJob {
  readonly setId: number;
  readonly added: number;
  /** Those who are gone since, or not to be seen by whoever makes the set. */
  readonly leftOut: number;
}

const everyOutcome: readonly RecordOutcome[] = ['UPDATED', 'UNCHANGED', 'WARNING', 'ERROR', 'SKIPPED'];

/**
 * Makes an itemized set of users of a job that has ended, by where they ended. Throws InvalidInput, NotFound, Forbidden or
 * JobNotEnded.
 */
export async function createSetFromJob(
  operator: SetOperator,
  { jobId, outcomes, ...input }: SetFromJobInput,
): Promise<SetFromJob> {
  const counts = { added: 0, leftOut: 0 };
  const setId = await makeSet(operator, 'createSetFromJob', async (transaction) => {
    const { authority } = operator;
    const chosen = outcomes ?? everyOutcome;
    if (chosen.length === 0) throw InvalidInput.at(['outcomes'], 'Give at least one outcome, or leave it out for all.');
    const set = parseInput(newSet, input);
    const [job] = await transaction.query<{ endedAt: Date | null }>(sql`
      SELECT j.ended_at AS "endedAt" FROM job j WHERE j.id = ${jobId} AND ${visibleJobs(authority)}`);
    if (!job) throw new NotFound('Job');
    if (!job.endedAt) throw new JobNotEnded();
    const users = membersByOutcome(jobId, chosen);
    const result = await insertSet(transaction, authority, { ...set, kind: 'ITEMIZED' });
    counts.added = await insertMembers(
      transaction,
      result,
      sql`SELECT u.id FROM users u JOIN (${users}) AS chosen ON chosen.id = u.id WHERE ${visibleUsers(authority)}`,
    );
    const [asked] = await transaction.query<{ users: number }>(sql`SELECT count(*) AS users FROM (${users}) AS chosen`);
    counts.leftOut = (asked?.users ?? 0) - counts.added;
    return { result, details: { ...set, job: jobId, outcomes: [...chosen], ...counts } };
  });
  return { setId, ...counts };
}
