import type { Authority } from '../../access/authority.ts';
import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { visibleJobs } from '../visible-jobs.ts';
import { type PreviewWarning, SAMPLE_SIZE, warningCodes } from './preview-warnings.ts';

/** Warns of jobs that have not ended and are about the same users, or the same set. */
export async function otherJobsWarnings(
  queryable: Queryable,
  previewId: number,
  setId: number,
  total: number,
  authority: Authority,
): Promise<PreviewWarning[]> {
  const shared = await sharedUsers(queryable, previewId);
  const jobs = await jobsOnSet(queryable, setId, authority);
  const warnings: PreviewWarning[] = [];
  if (shared.users > 0)
    warnings.push({ code: 'USER_IN_ANOTHER_JOB', message: warningCodes.USER_IN_ANOTHER_JOB.sentence, ...shared });
  if (jobs.length > 0) {
    const message = `${warningCodes.SET_IN_ANOTHER_JOB.sentence} ${jobs.map(({ name }) => name).join('; ')}.`;
    warnings.push({ code: 'SET_IN_ANOTHER_JOB', message, users: total, sample: [] });
  }
  return warnings;
}

/** The users of the preview that stand in chunks which a job has still to do. Whose job it is, is not told. */
async function sharedUsers(
  queryable: Queryable,
  previewId: number,
): Promise<{ readonly users: number; readonly sample: number[] }> {
  const [row] = await queryable.query<{ users: number; sample: number[] | null }>(sql`
    SELECT count(*) AS users, (array_agg(id ORDER BY id))[1:${SAMPLE_SIZE}::int] AS sample FROM (
      SELECT unnest(c.user_ids) AS id FROM job_chunk c JOIN job j ON j.id = c.job_id WHERE c.state = 'OPEN' AND j.ended_at IS NULL
      INTERSECT SELECT unnest(p.user_ids) FROM job_preview_chunk p WHERE p.preview_id = ${previewId}) AS shared`);
  return { users: row?.users ?? 0, sample: row?.sample ?? [] };
}

async function jobsOnSet(queryable: Queryable, setId: number, authority: Authority): Promise<{ name: string }[]> {
  return queryable.query<{ name: string }>(sql`
    SELECT j.name FROM job j WHERE j.set_id = ${setId} AND j.ended_at IS NULL AND ${visibleJobs(authority)} ORDER BY j.id LIMIT 5`);
}
