import type { Database, Queryable } from '../platform/database.ts';
import { join, type Sql, sql } from '../platform/sql.ts';
import type { ActionResult } from './decide-user.ts';
import { skipCode } from './job-report.ts';
import type { Change } from './user-facts.ts';

/** Where a user of a job ended. */
export type RecordOutcome = 'UPDATED' | 'UNCHANGED' | 'WARNING' | 'ERROR' | 'SKIPPED';

/** What a job did to one user; for a skipped one, that it did nothing. */
export interface JobRecord {
  readonly userId: number;
  readonly outcome: RecordOutcome;
  readonly results: readonly ActionResult[];
  readonly changes: readonly Change[];
}

/** Which records to read, in the order of the users' ids; `after` and `before` are such ids, exclusive. */
export interface RecordRange {
  readonly outcomes?: readonly RecordOutcome[] | null | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

/** A settled job, as far as its records go. */
export interface SettledJob {
  readonly id: number;
  readonly state: string;
  readonly actions: readonly unknown[];
}

/** A page of records, by keyset. `backward`: the last ones of the range, last first. */
export async function pageOfRecords(
  queryable: Queryable,
  job: SettledJob,
  range: RecordRange,
  page: { readonly limit: number; readonly backward: boolean },
): Promise<JobRecord[]> {
  const direction = page.backward ? sql`DESC` : sql`ASC`;
  const chunks = sql`ORDER BY c.number ${direction} LIMIT ${page.limit + 1}`;
  return queryable.query<JobRecord>(sql`
    (${written(job, range)} ORDER BY user_id ${direction} LIMIT ${page.limit})
    UNION ALL (${skipped(job, range, chunks)} ORDER BY user_id ${direction} LIMIT ${page.limit})
    ORDER BY "userId" ${direction} LIMIT ${page.limit}`);
}

/** All records of the range, in batches, in constant memory, with who they are about. */
export function streamRecords(
  database: Database,
  job: SettledJob,
  range: RecordRange,
): AsyncIterable<(JobRecord & RecordedUser)[]> {
  return database.stream(sql`
    SELECT record.*, u.primary_id AS "primaryId", u.first_name AS "firstName", u.last_name AS "lastName"
    FROM (${written(job, range)} UNION ALL ${skipped(job, range, sql``)} ORDER BY "userId") AS record
    LEFT JOIN users u ON u.id = record."userId" ORDER BY record."userId"`);
}

/** Who a record is about; null for a user who is no longer there. */
export interface RecordedUser {
  readonly primaryId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

function written(job: SettledJob, range: RecordRange): Sql {
  const conditions = [sql`job_id = ${job.id}`, ...bounds(range)];
  if (range.outcomes) conditions.push(sql`outcome = ANY (${[...range.outcomes]}::record_outcome[])`);
  return sql`SELECT user_id AS "userId", outcome, results, coalesce(changes, '[]') AS changes FROM job_record WHERE ${join(conditions, ' AND ')}`;
}

/** What was never done is what is left in the open chunks: listed from there, and written nowhere a second time. */
function skipped(job: SettledJob, range: RecordRange, chunks: Sql): Sql {
  const results = JSON.stringify(job.actions.map((_, action) => ({ action, code: skipCode(job.state) })));
  const asked = !range.outcomes || range.outcomes.includes('SKIPPED');
  return sql`
    SELECT user_id AS "userId", 'SKIPPED'::record_outcome AS outcome, ${results}::jsonb AS results, '[]'::jsonb AS changes
    FROM (SELECT c.user_ids FROM job_chunk c WHERE ${asked} AND c.job_id = ${job.id} AND c.state = 'OPEN'
          AND c.last_user_id > ${range.after ?? 0} AND c.user_ids[1] < ${range.before ?? MOST} ${chunks}) AS open,
      unnest(open.user_ids) AS member(user_id)
    WHERE ${join(bounds(range), ' AND ')}`;
}

const MOST = 2 ** 31 - 1;

function bounds({ after = 0, before = MOST }: RecordRange): Sql[] {
  return [sql`user_id > ${after}`, sql`user_id < ${before}`];
}
