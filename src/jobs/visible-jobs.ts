import { type Authority, mayManageUsers } from '../access/authority.ts';
import type { Queryable } from '../platform/database.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { type Sql, sql } from '../platform/sql.ts';
import { ownOrShared, ownOrSharedWhere } from '../sets/visible-sets.ts';

/**
 * The jobs somebody may see, as a condition over `job j`: their own; all of them for administrators; for a manager of
 * the institution also those on sets that are not private, theirs, or shared with them. A library's manager sees their
 * own only, since a job's numbers would tell of users who are not theirs to see. Who manages users no more sees none,
 * their own included.
 */
export function visibleJobs(authority: Authority): Sql {
  const { userId, isAdministrator, managesInstitution } = authority;
  if (isAdministrator) return sql`TRUE`;
  if (!mayManageUsers(authority)) return sql`FALSE`;
  if (!managesInstitution) return sql`j.submitted_by_id = ${userId}`;
  return sql`(j.submitted_by_id = ${userId}
    OR EXISTS (SELECT 1 FROM user_set s WHERE s.id = j.set_id AND (NOT s.is_private OR ${ownOrShared(authority)}))
    OR (j.set_id IS NULL AND NOT j.set_is_private))`;
}

/** {@link visibleJobs} for reads through Prisma. */
export function visibleJobsWhere(authority: Authority): Prisma.JobWhereInput {
  const { userId, isAdministrator, managesInstitution } = authority;
  if (isAdministrator) return {};
  // Not an empty OR: beside other conditions Prisma takes that for none at all.
  if (!mayManageUsers(authority)) return { id: { in: [] } };
  if (!managesInstitution) return { submittedById: userId };
  const set = { OR: [{ isPrivate: false }, ...ownOrSharedWhere(authority)] };
  return { OR: [{ submittedById: userId }, { set }, { setId: null, setIsPrivate: false }] };
}

/** Whether there is such a job, as far as this person may know. */
export async function isVisibleJob(queryable: Queryable, authority: Authority, jobId: number): Promise<boolean> {
  const rows = await queryable.query(sql`SELECT 1 FROM job j WHERE j.id = ${jobId} AND ${visibleJobs(authority)}`);
  return rows.length > 0;
}
