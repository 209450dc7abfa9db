import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import type { ActionResult } from '../decide/decide-user.ts';
import type { Change } from '../record/user-change.ts';
import { skipCode } from './job-report.ts';

/** Where a user of a job ended. */
export type RecordOutcome = 'UPDATED' | 'UNCHANGED' | 'WARNING' | 'ERROR' | 'SKIPPED';

/** What a job did to one user; for a skipped one, that it did nothing. */
export interface JobRecord {
  readonly userId: number;
  readonly outcome: RecordOutcome;
  /** One for each action of the job, in order. */
  readonly results: readonly ActionResult[];
  readonly changes: readonly Change[];
}

/** Which records, in the order of the users' ids; `after` and `before` are such ids, exclusive. */
export interface RecordRange {
  readonly outcomes?: readonly RecordOutcome[] | null | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  /** The last ones of the range, last first. */
  readonly backward?: boolean;
}

/** A job that has ended, as far as its records go. */
export interface SettledJob {
  readonly id: number;
  readonly state: string;
  readonly actions: readonly unknown[];
}

interface RecordRow {
  readonly userId: number;
  readonly chunk: number;
  readonly outcome: RecordOutcome;
  readonly result: number | null;
  readonly change: number | null;
}

const LARGEST_ID = 2 ** 31 - 1;

/**
 * A page of a job's records. Chunks hold users in the order of their ids and know which outcomes they hold, so that only
 * those are entered in which something is to be found. What was never done is what is left in the open chunks.
 */
export async function pageOfRecords(queryable: Queryable, job: SettledJob, range: RecordRange): Promise<JobRecord[]> {
  const { after = 0, before = LARGEST_ID, limit } = range;
  const outcomes = range.outcomes ?? ['UPDATED', 'UNCHANGED', 'WARNING', 'ERROR', 'SKIPPED'];
  const direction = range.backward ? sql`DESC` : sql`ASC`;
  const within = (userId: Sql) => sql`${userId} > ${after} AND ${userId} < ${before}`;
  const rows = await queryable.query<RecordRow>(sql`
    SELECT c.number AS chunk, record.* FROM job_chunk c CROSS JOIN LATERAL (
      (SELECT r.user_id AS "userId", r.outcome, r.result, r.change FROM job_record r
       WHERE c.state = 'DONE' AND r.job_id = c.job_id AND r.user_id BETWEEN c.first_user_id AND c.last_user_id
         AND ${within(sql`r.user_id`)} AND r.outcome = ANY (${[...outcomes]}::record_outcome[])
       ORDER BY r.user_id ${direction} LIMIT ${limit})
      UNION ALL
      (SELECT open.user_id, 'SKIPPED', NULL, NULL FROM unnest(c.user_ids) AS open(user_id)
       WHERE c.state = 'OPEN' AND ${within(sql`open.user_id`)} ORDER BY open.user_id ${direction} LIMIT ${limit})
    ) AS record
    WHERE c.job_id = ${job.id} AND c.last_user_id > ${after} AND c.first_user_id < ${before}
      AND CASE c.state WHEN 'OPEN' THEN ${outcomes.includes('SKIPPED')} ELSE c.outcomes && ${[...outcomes]}::record_outcome[] END
    ORDER BY c.number ${direction}, record."userId" ${direction} LIMIT ${limit}`);
  return withImages(queryable, job, rows);
}

/** Puts results and changes, which a chunk holds once for all of its users, to the users they belong to. */
async function withImages(queryable: Queryable, job: SettledJob, rows: readonly RecordRow[]): Promise<JobRecord[]> {
  const numbers = [...new Set(rows.map(({ chunk }) => chunk))];
  const chunks = await queryable.query<{
    number: number;
    results: ActionResult[][] | null;
    changes: Change[][] | null;
  }>(sql`SELECT number, results, changes FROM job_chunk WHERE job_id = ${job.id} AND number = ANY (${numbers}::int[])`);
  const byNumber = new Map(chunks.map((chunk) => [chunk.number, chunk]));
  const skipped = job.actions.map((_, action) => ({ action, code: skipCode(job.state) }));
  return rows.map(({ userId, outcome, chunk, result, change }) => {
    const images = byNumber.get(chunk);
    const results = result === null ? skipped : (images?.results?.[result] ?? []);
    return { userId, outcome, results, changes: change === null ? [] : (images?.changes?.[change] ?? []) };
  });
}

/** All records of a job, page by page, in constant memory. A settled job does not change, so no page can miss a user. */
export async function* allRecords(
  queryable: Queryable,
  job: SettledJob,
  pageSize = 2_000,
): AsyncGenerator<JobRecord[]> {
  let page = await pageOfRecords(queryable, job, { limit: pageSize });
  while (page.length > 0) {
    yield page;
    page = await pageOfRecords(queryable, job, { limit: pageSize, after: page.at(-1)?.userId });
  }
}
