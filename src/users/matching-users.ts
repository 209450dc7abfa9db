import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import { type Sql, sql } from '../platform/sql.ts';
import { compileFilter } from './filter/compile-filter.ts';
import type { UserFilter } from './filter/user-filter.ts';

/** A search, and who searches when. */
export interface UserSearch {
  readonly authority: Authority;
  /** From `parseFilter`; null: everybody. */
  readonly filter: UserFilter | null;
  /** Free words; null or blank: none. */
  readonly search: string | null;
  /** 'YYYY-MM-DD' in the institution's time zone. */
  readonly today: string;
  /** IANA name, default UTC. */
  readonly timeZone?: string;
}

/** The users that match and may be seen, as a condition over `users u`: what pages, counts and facets are built on. */
export function matchingCondition({ authority, filter, search, ...context }: UserSearch): Sql {
  const visible = visibleUsers(authority);
  return sql`${visible} AND ${compileFilter(filter, search, { ...context, visible })}`;
}

/** Their ids, in no order: what sets and jobs are built on. */
export function matchingUsers(search: UserSearch): Sql {
  return sql`SELECT u.id FROM users u WHERE ${matchingCondition(search)}`;
}
