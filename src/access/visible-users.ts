import type { Prisma } from '../platform/prisma/client.ts';
import { type Sql, sql } from '../platform/sql.ts';
import type { Authority } from './authority.ts';

/**
 * The users somebody may see and change, as a condition over `users u`: all of them for a manager of the institution;
 * for a library's manager those who hold a role there, whatever its state, so that an ended one can be given again.
 */
export function visibleUsers(authority: Authority): Sql {
  if (authority.managesInstitution) return sql`TRUE`;
  if (authority.managedLibraries.length === 0) return sql`FALSE`;
  return sql`EXISTS (
    SELECT 1 FROM user_role visible_by
    WHERE visible_by.user_id = u.id AND visible_by.library_code = ANY(${[...authority.managedLibraries]}::text[]))`;
}

/** {@link visibleUsers} for reads through Prisma. */
export function visibleUsersWhere(authority: Authority): Prisma.UserWhereInput {
  if (authority.managesInstitution) return {};
  return { roles: { some: { libraryCode: { in: [...authority.managedLibraries] } } } };
}
