import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';

// Somebody may be confirming it at the very moment at which it expires.
const GRACE_MINUTES = 5;

/** A million users are some megabytes: nobody needs to keep more previews than this. */
const KEPT_FOR_ONE_PERSON = 10;

// A job that waits for its users to be frozen is held against its preview once more; one that waits for its time is not,
// and that of a schedule would keep it for years.
const waitedFor = sql`EXISTS (SELECT 1 FROM job j WHERE j.preview_id = p.id AND j.frozen_at IS NULL AND j.ended_at IS NULL AND j.state <> 'SCHEDULED')`;

/** Deletes the previews that have expired and, given somebody, all but the newest of theirs; gives how many. */
export async function discardPreviews(queryable: Queryable, userId?: number): Promise<number> {
  const surplus: Sql =
    userId === undefined
      ? sql`FALSE`
      : sql`p.id IN (SELECT id FROM job_preview WHERE made_by_id = ${userId} ORDER BY id DESC OFFSET ${KEPT_FOR_ONE_PERSON - 1}::int)`;
  return queryable.execute(sql`
    DELETE FROM job_preview p
    WHERE (p.expires_at < now() - make_interval(mins => ${GRACE_MINUTES}::int) OR ${surplus}) AND NOT ${waitedFor}`);
}
