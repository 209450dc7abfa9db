import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { UserDecision } from './decide-user.ts';
import { Dictionary } from './dictionary.ts';

/** One record a user, with outcome and before-images, in one statement: inserted once and never updated. */
export async function writeRecords(
  queryable: Queryable,
  jobId: number,
  decisions: readonly UserDecision[],
): Promise<void> {
  const results = new Dictionary();
  const changes = new Dictionary();
  const userIds = decisions.map(({ userId }) => userId);
  const outcomes = decisions.map(({ outcome }) => outcome);
  const resultIndexes = decisions.map((decision) => results.indexOf(decision.results));
  const changeIndexes = decisions.map((decision) =>
    decision.changes.length > 0 ? changes.indexOf(decision.changes) : null,
  );
  await queryable.execute(sql`
    INSERT INTO job_record (job_id, user_id, outcome, results, changes)
    SELECT ${jobId}, record.user_id, record.outcome::record_outcome, result.value, change.value
    FROM unnest(${userIds}::int[], ${outcomes}::text[], ${resultIndexes}::int[], ${changeIndexes}::int[]) AS record(user_id, outcome, result, change)
    JOIN jsonb_array_elements(${results.toJson()}::jsonb) WITH ORDINALITY AS result(value, position) ON result.position = record.result + 1
    LEFT JOIN jsonb_array_elements(${changes.toJson()}::jsonb) WITH ORDINALITY AS change(value, position) ON change.position = record.change + 1`);
}
