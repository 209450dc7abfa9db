import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import { type Sql, sql } from '../platform/sql.ts';
import { compileFilter } from './filter/compile-filter.ts';
import type { UserFilter } from './filter/user-filter.ts';

/** A search, and who searches when. */
export interface UserSearch {
  readonly authority: Authority;
  readonly filter: UserFilter | null;
  readonly search: string | null;
  readonly today: string;
  readonly timeZone?: string;
}

/** The ids of the users that match and may be seen, in no order: what counts, facets, sets and jobs are built on. */
export function matchingUsers({ authority, filter, search, ...context }: UserSearch): Sql {
  const visible = visibleUsers(authority);
  return sql`SELECT u.id FROM users u WHERE ${visible} AND ${compileFilter(filter, search, { ...context, visible })}`;
}
