import { type Authority, mayManageUsers } from '../access/authority.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { type Sql, sql } from '../platform/sql.ts';

/**
 * The sets somebody may see, as a condition over `user_set s`: their own, those that are not private, and those shared
 * with them; all of them for administrators; none for people who manage no users.
 */
export function visibleSets(authority: Authority): Sql {
  if (authority.isAdministrator) return sql`TRUE`;
  return mayManageUsers(authority) ? sql`(NOT s.is_private OR ${ownOrShared(authority)})` : sql`FALSE`;
}

/** The sets that are somebody's own or shared with them, as a condition over `user_set s`. */
export function ownOrShared({ userId }: Authority): Sql {
  const isShared = sql`EXISTS (SELECT 1 FROM user_set_share share WHERE share.set_id = s.id AND share.user_id = ${userId})`;
  return sql`(s.owner_id = ${userId} OR ${isShared})`;
}

/** {@link visibleSets} for reads through Prisma. */
export function visibleSetsWhere(authority: Authority): Prisma.UserSetWhereInput {
  if (authority.isAdministrator) return {};
  // Not an empty OR: beside other conditions Prisma takes that for none at all.
  if (!mayManageUsers(authority)) return { id: { in: [] } };
  return { OR: [{ isPrivate: false }, ...ownOrSharedWhere(authority)] };
}

/** {@link ownOrShared} for reads through Prisma: either of these conditions. */
export function ownOrSharedWhere({ userId }: Authority): Prisma.UserSetWhereInput[] {
  return [{ ownerId: userId }, { shares: { some: { userId } } }];
}

/** Whether somebody who sees the set may also change it: its owner and administrators. */
export function mayEditSet(authority: Authority, set: { readonly ownerId: number }): boolean {
  return authority.isAdministrator || set.ownerId === authority.userId;
}

/** Whom a set is shared with, as far as this person may know: of sets that are not theirs to change, themselves alone. */
export function visibleSharesWhere({ userId, isAdministrator }: Authority): Prisma.UserSetShareWhereInput {
  return isAdministrator ? {} : { OR: [{ set: { ownerId: userId } }, { userId }] };
}
