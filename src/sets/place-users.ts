import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import { join, type Sql, sql } from '../platform/sql.ts';

/** What came of one line of a file, or of one user that was named in a call. */
export type Placement = 'ADDED' | 'ALREADY_MEMBER' | 'DUPLICATE' | 'NOT_FOUND' | 'AMBIGUOUS';

/** What a user can be named by; ANY is the primary id or an identifier of any type. */
export type NamedBy = 'ID' | 'PRIMARY_ID' | 'IDENTIFIER' | 'ANY';

export interface PlacementOptions {
  /** A relation `(line, by, type, value)`; each line once. */
  readonly named: Sql;
  /** The values of `by` that occur in it. */
  readonly namings: readonly NamedBy[];
  readonly authority: Authority;
  readonly setId: number;
}

/**
 * What comes of each line when the users it names are put into a set: rows `(line, value, user_id, placement)`. Lines that
 * name the same user, in whatever way, are duplicates of the first of them. Who is out of sight is not found.
 */
export function placements({ named, namings, authority, setId }: PlacementOptions): Sql {
  const found = namings.map(
    (by) => sql`
    SELECT n.line, u.id AS user_id FROM named n ${matching[by]} WHERE n.by = ${by} AND ${visibleUsers(authority)}`,
  );
  return sql`
    WITH named AS NOT MATERIALIZED (${named}),
    matched AS (
      SELECT line, min(user_id) AS user_id, count(*) AS users FROM (${join(found, ' UNION ')}) AS found GROUP BY line),
    numbered AS (
      SELECT n.line, n.value, m.users, CASE WHEN m.users = 1 THEN m.user_id END AS user_id,
             row_number() OVER (PARTITION BY m.users = 1, m.user_id ORDER BY n.line) AS naming
      FROM named n LEFT JOIN matched m USING (line))
    SELECT n.line, n.value, n.user_id, CASE
        WHEN n.users IS NULL THEN 'NOT_FOUND'
        WHEN n.users > 1 THEN 'AMBIGUOUS'
        WHEN n.naming > 1 THEN 'DUPLICATE'
        WHEN m.user_id IS NOT NULL THEN 'ALREADY_MEMBER'
        ELSE 'ADDED' END::set_line_outcome AS placement
    FROM numbered n LEFT JOIN user_set_member m ON m.set_id = ${setId} AND m.user_id = n.user_id`;
}

const byPrimaryId = sql`lower(u.primary_id) COLLATE "C" = lower(n.value) COLLATE "C"`;

const matching: Readonly<Record<NamedBy, Sql>> = {
  ID: sql`JOIN users u ON u.id = CASE WHEN n.by = 'ID' THEN n.value::int END`,
  PRIMARY_ID: sql`JOIN users u ON ${byPrimaryId}`,
  IDENTIFIER: sql`JOIN user_identifier i ON i.type = n.type AND i.value = n.value JOIN users u ON u.id = i.user_id`,
  // The folded values have the index that needs no type.
  ANY: sql`
    JOIN LATERAL (
      SELECT id FROM users u WHERE ${byPrimaryId}
      UNION SELECT i.user_id FROM user_identifier i
        WHERE text_fold(i.value) COLLATE "C" = text_fold(n.value) COLLATE "C" AND i.value = n.value
    ) AS meant ON TRUE JOIN users u ON u.id = meant.id`,
};
