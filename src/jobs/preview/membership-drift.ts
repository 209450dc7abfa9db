import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';

/** How a membership differs from the one that was previewed. */
export interface MembershipDrift {
  readonly joined: number;
  readonly left: number;
  /** The ids of the first of each. */
  readonly firstJoined: readonly number[];
  readonly firstLeft: readonly number[];
}

/** Of those who joined, and of those who left, so many are named. */
const NAMED = 100;

/** Holds these members (a statement that gives their ids) against those of a preview; null: they are the same. */
export async function driftSince(
  queryable: Queryable,
  previewId: number,
  members: Sql,
): Promise<MembershipDrift | null> {
  const rows = await queryable.query<{ joined: boolean; users: number; first: number[] }>(sql`
    WITH now_there AS MATERIALIZED (${members}),
      previewed AS MATERIALIZED (SELECT unnest(user_ids) AS id FROM job_preview_chunk WHERE preview_id = ${previewId})
    SELECT previewed.id IS NULL AS joined, count(*) AS users,
      (array_agg(coalesce(now_there.id, previewed.id) ORDER BY coalesce(now_there.id, previewed.id)))[1:${NAMED}::int] AS first
    FROM now_there FULL JOIN previewed ON previewed.id = now_there.id
    WHERE now_there.id IS NULL OR previewed.id IS NULL GROUP BY 1`);
  if (rows.length === 0) return null;
  const those = (joined: boolean) => rows.find((row) => row.joined === joined) ?? { users: 0, first: [] };
  const [arrived, gone] = [those(true), those(false)];
  return { joined: arrived.users, left: gone.users, firstJoined: arrived.first, firstLeft: gone.first };
}
