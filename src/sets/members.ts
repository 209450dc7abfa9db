import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import { type Sql, sql } from '../platform/sql.ts';
import { matchingCondition } from '../users/matching-users.ts';
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
  return sql`SELECT u.id FROM users u WHERE ${memberCondition(set, context)}`;
}

/** {@link setMembers} as a condition over `users u`. */
export function memberCondition({ id, kind, filter, search }: Membership, context: MembersContext): Sql {
  const { authority, today, timeZone } = context;
  if (kind === 'LOGICAL') return matchingCondition({ authority, filter, search, today, timeZone });
  const isMember = sql`EXISTS (SELECT 1 FROM user_set_member m WHERE m.set_id = ${id} AND m.user_id = u.id)`;
  return sql`${visibleUsers(authority)} AND ${isMember}`;
}
