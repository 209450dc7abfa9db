import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import { type Sql, sql } from '../platform/sql.ts';
import { compileFilter } from '../users/filter/compile-filter.ts';
import type { Membership } from './stored-set.ts';

/** Who looks at a set, and when. */
export interface MembersContext {
  readonly authority: Authority;
  /** 'YYYY-MM-DD' in the institution's time zone. */
  readonly today: string;
  /** IANA name, default UTC. */
  readonly timeZone?: string;
}

/** The ids of a set's members whom this person may see, in no order: of a logical set those whom its search finds now. */
export function setMembers(set: Membership, context: MembersContext): Sql {
  return sql`SELECT u.id FROM users u WHERE ${visibleUsers(context.authority)} AND ${membership(set, context)}`;
}

/** Membership of the set, as a condition over `users u`; whether they may be seen is for the caller to add. */
export function membership(set: Membership, { authority, ...context }: MembersContext): Sql {
  if (set.kind === 'LOGICAL')
    return compileFilter(set.filter, set.search, { ...context, visible: visibleUsers(authority) });
  return sql`EXISTS (SELECT 1 FROM user_set_member m WHERE m.set_id = ${set.id} AND m.user_id = u.id)`;
}
