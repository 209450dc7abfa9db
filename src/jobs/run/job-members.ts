import type { Queryable } from '../../platform/database.ts';
import { empty, type Sql, sql } from '../../platform/sql.ts';
import { findVisibleSet } from '../../sets/find-set.ts';
import { type MembersContext, setMembers } from '../../sets/members.ts';
import type { Job } from '../job.ts';
import type { RecordOutcome } from '../report/job-records.ts';
import { isVisibleJob } from '../visible-jobs.ts';

/** Why a job is about nobody. */
export type MembersFailure = 'SET_NOT_FOUND' | 'SET_INACTIVE' | 'PARENT_NOT_FOUND';

type JobLineage = Pick<Job, 'setId' | 'origin' | 'parentId' | 'parentOutcomes'>;

/**
 * The ids of the users a job is about, as a statement: the members of its set as they are now, or the users of the job it
 * follows. Of those none is left out: who is gone, or out of sight, ends in the report of this job with a code of their own.
 */
export async function membersOf(
  queryable: Queryable,
  job: JobLineage,
  context: MembersContext,
): Promise<Sql | MembersFailure> {
  if (job.origin === 'RETRY' || job.origin === 'REVERT') return followedMembers(queryable, job, context);
  const set = job.setId === null ? null : await findVisibleSet(queryable, context.authority, job.setId);
  if (!set) return 'SET_NOT_FOUND';
  return set.status === 'INACTIVE' ? 'SET_INACTIVE' : setMembers(set, context);
}

async function followedMembers(
  queryable: Queryable,
  { origin, parentId, parentOutcomes }: JobLineage,
  { authority }: MembersContext,
): Promise<Sql | MembersFailure> {
  if (parentId === null || !(await isVisibleJob(queryable, authority, parentId))) return 'PARENT_NOT_FOUND';
  return origin === 'RETRY' ? membersByOutcome(parentId, parentOutcomes ?? []) : touchedMembers(parentId);
}

/** The ids of the users of a job that has ended, by where they ended: the skipped ones are what is left in its open chunks. */
export function membersByOutcome(jobId: number, outcomes: readonly RecordOutcome[]): Sql {
  const skipped = sql`
    UNION ALL SELECT unnest(c.user_ids) FROM job_chunk c WHERE c.job_id = ${jobId} AND c.state = 'OPEN'`;
  return sql`
    SELECT r.user_id AS id FROM job_record r WHERE r.job_id = ${jobId} AND r.outcome = ANY (${[...outcomes]}::record_outcome[])
    ${outcomes.includes('SKIPPED') ? skipped : empty}`;
}

/** The users on whom a job left something: a change of the record, or a letter. */
function touchedMembers(jobId: number): Sql {
  return sql`
    SELECT r.user_id AS id FROM job_record r WHERE r.job_id = ${jobId} AND r.change IS NOT NULL
    UNION ${lettersOf(jobId)}`;
}

/** The ids of the users to whom a job sent a letter, or may have. */
export function lettersOf(jobId: number): Sql {
  return sql`
    SELECT o.user_id AS id FROM outbox o WHERE o.job_id = ${jobId} AND o.kind = 'LETTER' AND o.state IN ('SENT', 'UNKNOWN')`;
}
