import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { ListPart } from '../actions/action.ts';
import { type RevertStep, revert } from '../actions/revert.ts';
import type { RoleStep } from '../actions/role-inputs.ts';
import { NothingToRevert } from '../job-problems.ts';
import type { JobServices } from '../job-services.ts';
import { type UserField, userFields } from '../record/user-facts.ts';
import type { Submitter } from '../submit/submit-job.ts';
import {
  type EndedParent,
  type FollowUpKind,
  type FollowUpPlan,
  type FollowUpRequest,
  followUpJob,
} from './follow-up-job.ts';

/**
 * Submits a job that restores what another has changed, and nobody since, and gives its id. Every right is asked anew: to
 * take back a role is to remove it. Throws NothingToRevert, and what {@link followUpJob} does.
 */
export async function revertJob(
  services: JobServices,
  request: FollowUpRequest,
  submitter: Submitter,
): Promise<number> {
  return followUpJob(services, revertKind, { ...request }, submitter);
}

const revertKind: FollowUpKind = {
  operation: 'revertJob',
  origin: 'REVERT',
  title: 'Revert',
  plan: planRevert,
};

async function planRevert(queryable: Queryable, { id, name }: EndedParent): Promise<FollowUpPlan> {
  const touched = await touchedBy(queryable, id);
  if (touched.length === 0) throw new NothingToRevert();
  const names = [...new Set(touched.map(({ field }) => field))];
  const step: RevertStep = {
    jobId: id,
    fields: names.filter((field): field is UserField => field in userFields),
    parts: names.filter((field): field is ListPart => field !== 'roles' && !(field in userFields)),
    roles: touched.flatMap(({ field, roleType, library }) =>
      field === 'roles' && roleType ? [{ roleType, library }] : [],
    ),
  };
  const sentence = `Restore what the job "${name}" changed`;
  return {
    steps: [{ action: revert.name, step, sentence }],
    inputs: null,
    parentOutcomes: null,
    sentence: `Users whom the job "${name}" changed`,
  };
}

/** Whether a job has changed anybody's record: letters alone change none. */
export async function hasChanges(queryable: Queryable, jobId: number): Promise<boolean> {
  const changed = await queryable.query(sql`
    SELECT 1 FROM job_chunk WHERE job_id = ${jobId} AND state = 'DONE' AND jsonb_array_length(changes) > 0 LIMIT 1`);
  return changed.length > 0;
}

interface Touched {
  readonly field: UserField | ListPart | 'roles';
  readonly roleType: RoleStep['roleType'] | null;
  readonly library: RoleStep['library'];
}

/** The fields, lists and roles that a job changed of anybody, each once. Looks at the images of chunks, of which users share most. */
async function touchedBy(queryable: Queryable, jobId: number): Promise<Touched[]> {
  return queryable.query<Touched>(sql`
    SELECT DISTINCT change->>'field' AS field, entry->>'roleType' AS "roleType", entry->>'library' AS library
    FROM job_chunk c CROSS JOIN LATERAL jsonb_array_elements(c.changes) AS image CROSS JOIN LATERAL jsonb_array_elements(image) AS change
      CROSS JOIN LATERAL (SELECT CASE WHEN change->>'field' = 'roles' THEN coalesce(nullif(change->'before', 'null'), change->'after') END AS entry) AS role
    WHERE c.job_id = ${jobId} AND c.state = 'DONE' ORDER BY 1, 2, 3`);
}
