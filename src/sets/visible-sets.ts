import { type Authority, mayManageUsers } from '../access/authority.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { type Sql, sql } from '../platform/sql.ts';

/**
 * The sets somebody may see, as a condition over `user_set s`: their own and those that are not private; all of them for
 * administrators; none for people who manage no users.
 */
export function visibleSets(authority: Authority): Sql {
  if (authority.isAdministrator) return sql`TRUE`;
  return mayManageUsers(authority) ? sql`(NOT s.is_private OR s.owner_id = ${authority.userId})` : sql`FALSE`;
}

/** {@link visibleSets} for reads through Prisma. */
export function visibleSetsWhere(authority: Authority): Prisma.UserSetWhereInput {
  if (authority.isAdministrator) return {};
  // Not an empty OR: beside other conditions Prisma takes that for none at all.
  if (!mayManageUsers(authority)) return { id: { in: [] } };
  return { OR: [{ isPrivate: false }, { ownerId: authority.userId }] };
}

/** Whether somebody who sees the set may also change it: its owner and administrators. */
export function mayEditSet(authority: Authority, set: { readonly ownerId: number }): boolean {
  return authority.isAdministrator || set.ownerId === authority.userId;
}
