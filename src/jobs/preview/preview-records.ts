import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import type { ActionResult } from '../decide/decide-user.ts';
import type { Change } from '../record/user-change.ts';
import type { JobRecord, RecordOutcome, RecordRange } from '../report/job-records.ts';

interface PlaceRow {
  readonly chunk: number;
  readonly userId: number;
  readonly outcome: RecordOutcome;
  readonly result: number;
  readonly change: number | null;
}

const LARGEST_ID = 2 ** 31 - 1;

/** A page of what a job would do to each user: the same records as those of a job. Chunks say which outcomes they hold. */
export async function pageOfPreview(queryable: Queryable, previewId: number, range: RecordRange): Promise<JobRecord[]> {
  const { after = 0, before = LARGEST_ID, limit } = range;
  const wanted: Sql = range.outcomes ? sql`${[...range.outcomes]}::record_outcome[]` : sql`NULL::record_outcome[]`;
  const direction = range.backward ? sql`DESC` : sql`ASC`;
  const places = await queryable.query<PlaceRow>(sql`
    SELECT c.number AS chunk, place.* FROM job_preview_chunk c CROSS JOIN LATERAL (
      SELECT * FROM unnest(c.user_ids, c.outcomes, c.result_positions, c.change_positions) AS place("userId", outcome, result, change)
      WHERE place."userId" > ${after} AND place."userId" < ${before} AND coalesce(place.outcome = ANY (${wanted}), TRUE)
      ORDER BY place."userId" ${direction} LIMIT ${limit}
    ) AS place
    WHERE c.preview_id = ${previewId} AND c.last_user_id > ${after} AND c.first_user_id < ${before} AND coalesce(c.present && ${wanted}, TRUE)
    ORDER BY c.number ${direction}, place."userId" ${direction} LIMIT ${limit}`);
  return withImages(queryable, previewId, places);
}

async function withImages(queryable: Queryable, previewId: number, places: readonly PlaceRow[]): Promise<JobRecord[]> {
  const numbers = [...new Set(places.map(({ chunk }) => chunk))];
  const chunks = await queryable.query<{ number: number; results: ActionResult[][]; changes: Change[][] }>(sql`
    SELECT number, results, changes FROM job_preview_chunk WHERE preview_id = ${previewId} AND number = ANY (${numbers}::int[])`);
  const images = new Map(chunks.map((chunk) => [chunk.number, chunk]));
  return places.map(({ userId, outcome, chunk, result, change }) => ({
    userId,
    outcome,
    results: images.get(chunk)?.results[result] ?? [],
    changes: change === null ? [] : (images.get(chunk)?.changes[change] ?? []),
  }));
}
