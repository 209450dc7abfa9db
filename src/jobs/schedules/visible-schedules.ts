import { type Authority, mayManageUsers } from '../../access/authority.ts';
import type { Prisma } from '../../platform/prisma/client.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import { visibleSets, visibleSetsWhere } from '../../sets/visible-sets.ts';

/**
 * The schedules somebody may see, as a condition over `job_schedule schedule`: those whose jobs they may. The rules are
 * those of {@link visibleJobs}.
 */
export function visibleSchedules(authority: Authority): Sql {
  const { userId, isAdministrator, managesInstitution } = authority;
  if (isAdministrator) return sql`TRUE`;
  if (!mayManageUsers(authority)) return sql`FALSE`;
  if (!managesInstitution) return sql`schedule.owner_id = ${userId}`;
  return sql`(schedule.owner_id = ${userId}
    OR EXISTS (SELECT 1 FROM user_set s WHERE s.id = schedule.set_id AND ${visibleSets(authority)})
    OR (schedule.set_id IS NULL AND NOT schedule.set_is_private))`;
}

/** {@link visibleSchedules} for reads through Prisma. */
export function visibleSchedulesWhere(authority: Authority): Prisma.JobScheduleWhereInput {
  const { userId, isAdministrator, managesInstitution } = authority;
  if (isAdministrator) return {};
  if (!mayManageUsers(authority)) return { id: { in: [] } };
  if (!managesInstitution) return { ownerId: userId };
  return { OR: [{ ownerId: userId }, { set: visibleSetsWhere(authority) }, { setId: null, setIsPrivate: false }] };
}

/** Whether somebody who sees the schedule may also change it: its owner and administrators. */
export function mayEditSchedule(authority: Authority, schedule: { readonly ownerId: number }): boolean {
  return authority.isAdministrator || schedule.ownerId === authority.userId;
}
