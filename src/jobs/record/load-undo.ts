import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { lettersOf } from '../run/job-members.ts';
import type { StoredChange, Undo, UserFacts } from './user-facts.ts';

interface RecordRow {
  readonly userId: number;
  readonly chunk: number;
  readonly change: number;
}

/** What a job that has ended has left on some users: the facts to add to each of them. */
export async function loadUndo(
  queryable: Queryable,
  jobId: number,
  userIds: readonly number[],
): Promise<(userId: number) => Pick<UserFacts, 'undo'>> {
  const changes = await loadChanges(queryable, jobId, userIds);
  const letters = await queryable.query<{ id: number }>(sql`
    SELECT letter.id FROM (${lettersOf(jobId)}) AS letter WHERE letter.id = ANY (${[...userIds]}::int[])`);
  const lettered = new Set(letters.map(({ id }) => id));
  return (userId): { undo: Undo } => ({
    undo: { changes: changes.get(userId) ?? [], letterSent: lettered.has(userId) },
  });
}

/** Images by user. Users of a chunk who were changed alike share one image here, too. */
async function loadChanges(queryable: Queryable, jobId: number, userIds: readonly number[]) {
  const records = await queryable.query<RecordRow>(sql`
    SELECT user_id AS "userId", chunk_number AS chunk, change FROM job_record
    WHERE job_id = ${jobId} AND user_id = ANY (${[...userIds]}::int[]) AND change IS NOT NULL`);
  const numbers = [...new Set(records.map(({ chunk }) => chunk))];
  const chunks = await queryable.query<{ number: number; changes: StoredChange[][] }>(sql`
    SELECT number, changes FROM job_chunk WHERE job_id = ${jobId} AND number = ANY (${numbers}::int[])`);
  const images = new Map(chunks.map(({ number, changes }) => [number, changes]));
  return new Map(
    records.map(({ userId, chunk, change }): [number, readonly StoredChange[]] => [
      userId,
      images.get(chunk)?.[change] ?? [],
    ]),
  );
}
