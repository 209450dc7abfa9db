import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import type { StoredChange } from '../record/user-facts.ts';

/** Where an entry stands in the history of its user. Two changes of one moment are told apart by what made them. */
export interface HistoryPlace {
  readonly at: Date;
  readonly source: 'CHANGE' | 'JOB';
  /** Of the job, or of the row in `user_change`. */
  readonly id: number;
}

/** What was changed of a user at one time. */
export interface HistoryEntry extends HistoryPlace {
  readonly origin: 'JOB' | 'MUTATION' | 'IMPORT' | 'SIGN_IN';
  /** The primary id of who did it, or what the audit calls them when they are no user. */
  readonly actor: string;
  /** Their id; null when they are no user. */
  readonly actorId: number | null;
  readonly changes: readonly StoredChange[];
}

/** Which entries, the newest first: older than `after`, newer than `before`. */
export interface HistoryRange {
  readonly after?: HistoryPlace | undefined;
  readonly before?: HistoryPlace | undefined;
  readonly limit: number;
  /** The oldest of the range, the oldest first. */
  readonly backward?: boolean;
}

/**
 * A page of what was changed of a user, by jobs and otherwise. Jobs keep their images themselves, and have no index by
 * user, which every job would pay for: they are looked through, the newest first, by the primary key of their records,
 * until the page is full.
 */
export async function pageOfHistory(
  queryable: Queryable,
  userId: number,
  range: HistoryRange,
): Promise<HistoryEntry[]> {
  const places = [...(await placesInJobs(queryable, userId, range)), ...(await otherPlaces(queryable, userId, range))];
  const page = places.sort(orderOf(range)).slice(0, range.limit);
  const entries = await Promise.all([entriesOfJobs(queryable, userId, page), otherEntries(queryable, page)]);
  return entries.flat().sort(orderOf(range));
}

function orderOf({ backward }: HistoryRange): (one: HistoryPlace, other: HistoryPlace) => number {
  const newestFirst = (one: HistoryPlace, other: HistoryPlace) =>
    other.at.getTime() - one.at.getTime() || rankOf(other) - rankOf(one) || other.id - one.id;
  return backward ? (one, other) => newestFirst(other, one) : newestFirst;
}

/** Of what happened in the same millisecond. */
function rankOf({ source }: Pick<HistoryPlace, 'source'>): number {
  return source === 'JOB' ? 1 : 0;
}

/** Whether a place lies within the range. */
function within({ after, before }: HistoryRange, source: HistoryPlace['source'], at: Sql, id: Sql): Sql {
  const place = sql`(${at}, ${rankOf({ source })}, ${id})`;
  const older = after ? sql`${place} < (${after.at}::timestamptz, ${rankOf(after)}, ${after.id})` : sql`TRUE`;
  return before ? sql`${older} AND ${place} > (${before.at}::timestamptz, ${rankOf(before)}, ${before.id})` : older;
}

async function otherPlaces(queryable: Queryable, userId: number, range: HistoryRange): Promise<HistoryPlace[]> {
  const direction = range.backward ? sql`ASC` : sql`DESC`;
  const rows = await queryable.query<{ at: Date; id: number }>(sql`
    SELECT h.at, h.id FROM user_change h WHERE h.user_id = ${userId} AND ${within(range, 'CHANGE', sql`h.at`, sql`h.id`)}
    ORDER BY h.at ${direction}, h.id ${direction} LIMIT ${range.limit}`);
  return rows.map((row) => ({ ...row, source: 'CHANGE' }));
}

const JOBS_AT_ONCE = 500;

/** A job with the moment beyond which it, and all that come after it in this order, have changed nothing. */
interface JobBound {
  readonly id: number;
  readonly bound: Date | null;
}

async function placesInJobs(queryable: Queryable, userId: number, range: HistoryRange): Promise<HistoryPlace[]> {
  const places: HistoryPlace[] = [];
  let last: JobBound | undefined;
  do {
    const jobs = await nextJobs(queryable, range, last);
    last = jobs.length < JOBS_AT_ONCE ? undefined : jobs.at(-1);
    places.push(...(await recordsIn(queryable, userId, jobs, range)));
    places.sort(orderOf(range));
  } while (last && !isSettled(places[range.limit - 1], last, range));
  return places.slice(0, range.limit);
}

/** The jobs to look through next: by when they ended, the newest first; from the other side by when they began. */
async function nextJobs(queryable: Queryable, range: HistoryRange, last: JobBound | undefined): Promise<JobBound[]> {
  const bound = range.backward ? sql`j.running_at` : sql`coalesce(j.ended_at, 'infinity')`;
  const direction = range.backward ? sql`ASC` : sql`DESC`;
  const beyond = range.backward ? sql`>` : sql`<`;
  const from = last
    ? sql`(${bound}, j.id) ${beyond} (coalesce(${last.bound}::timestamptz, 'infinity'), ${last.id})`
    : sql`TRUE`;
  return queryable.query<JobBound>(sql`
    SELECT j.id, nullif(${bound}, 'infinity') AS bound FROM job j
    WHERE j.running_at IS NOT NULL AND ${from}
      AND ${range.after ? sql`j.running_at <= ${range.after.at}` : sql`TRUE`}
      AND ${range.before ? sql`coalesce(j.ended_at, 'infinity') >= ${range.before.at}` : sql`TRUE`}
    ORDER BY ${bound} ${direction}, j.id ${direction} LIMIT ${JOBS_AT_ONCE}`);
}

async function recordsIn(
  queryable: Queryable,
  userId: number,
  jobs: readonly JobBound[],
  range: HistoryRange,
): Promise<HistoryPlace[]> {
  const rows = await queryable.query<{ at: Date; id: number }>(sql`
    SELECT c.done_at AS at, r.job_id AS id FROM unnest(${jobs.map(({ id }) => id)}::int[]) AS job (id)
      JOIN job_record r ON r.job_id = job.id AND r.user_id = ${userId} AND r.change IS NOT NULL
      JOIN job_chunk c ON c.job_id = r.job_id AND c.number = r.chunk_number
    WHERE ${within(range, 'JOB', sql`c.done_at`, sql`r.job_id`)}`);
  return rows.map((row) => ({ ...row, source: 'JOB' }));
}

/** Whether no job further on can have anything for a page whose last entry this is. */
function isSettled(lastOnPage: HistoryPlace | undefined, { bound }: JobBound, { backward }: HistoryRange): boolean {
  if (!lastOnPage || !bound) return false;
  return backward ? lastOnPage.at < bound : lastOnPage.at > bound;
}

async function entriesOfJobs(
  queryable: Queryable,
  userId: number,
  places: readonly HistoryPlace[],
): Promise<HistoryEntry[]> {
  const ids = places.filter(({ source }) => source === 'JOB').map(({ id }) => id);
  const rows = await queryable.query<Omit<HistoryEntry, 'source' | 'origin'>>(sql`
    SELECT c.done_at AS at, r.job_id AS id, coalesce(u.primary_id, '') AS actor, j.submitted_by_id AS "actorId", c.changes->r.change AS changes
    FROM unnest(${ids}::int[]) AS chosen (id) JOIN job j ON j.id = chosen.id
      JOIN job_record r ON r.job_id = j.id AND r.user_id = ${userId}
      JOIN job_chunk c ON c.job_id = r.job_id AND c.number = r.chunk_number
      LEFT JOIN users u ON u.id = j.submitted_by_id`);
  return rows.map((row) => ({ ...row, source: 'JOB', origin: 'JOB' }));
}

async function otherEntries(queryable: Queryable, places: readonly HistoryPlace[]): Promise<HistoryEntry[]> {
  const ids = places.filter(({ source }) => source === 'CHANGE').map(({ id }) => id);
  const rows = await queryable.query<Omit<HistoryEntry, 'source'>>(sql`
    SELECT at, id, origin, actor, actor_id AS "actorId", changes FROM user_change WHERE id = ANY (${ids}::bigint[])`);
  return rows.map((row) => ({ ...row, source: 'CHANGE' }));
}
