import { expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { saveSearch } from '../../testing/set-story.ts';
import { submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';

// A hundredth of them is more than a chunk with passwords may have.
const READERS = 10_400;
const { database, services, manager } = await startLibraryStory(READERS);
const readers = await saveSearch(manager, { name: 'Readers', where: { primaryId: { startsWith: 'r' } } });

/** The users and the largest chunk of a job with these actions, once its members are frozen. */
async function frozen(...actions: readonly object[]): Promise<{ users: number; largest: number }> {
  const jobId = rowOf(await submittedBy(manager, { setId: readers.id, actions }));
  await takeUp(services, jobId);
  await freezeMembers(services, jobId);
  const [row] = await database.query<{ users: number; largest: number }>(sql`
    SELECT sum(size)::int AS users, max(size) AS largest FROM job_chunk WHERE job_id = ${jobId}`);
  if (!row) throw new Error('There are no chunks.');
  return row;
}

test('what takes long for each user comes in smaller chunks, and so does the job that does other things besides', async () => {
  expect(await frozen({ setStatus: { status: 'INACTIVE' } })).toEqual({ users: READERS, largest: 104 });
  expect(await frozen({ convertAccount: { to: 'INTERNAL', generatePassword: false } })).toMatchObject({ largest: 104 });
  expect(await frozen({ convertAccount: { to: 'INTERNAL' } })).toEqual({ users: READERS, largest: 100 });
  const besides = { setUserGroup: { userGroup: 'STAFF' } };
  expect(await frozen(besides, { convertAccount: { to: 'INTERNAL' } })).toMatchObject({ largest: 100 });
});
