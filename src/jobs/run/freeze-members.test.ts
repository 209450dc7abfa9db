import { decodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { rowId } from '../../graphql/row-id.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { submittedBy } from '../testing/job-client.ts';
import { furnishLibrary } from '../testing/library.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';

// A hundredth of them is more than a chunk with passwords may have.
const READERS = 10_400;
const testDatabase = await createTestDatabase();
const { database } = testDatabase;
await furnishLibrary(database, READERS);
const server = await startTestServer(testDatabase);
const manager = await server.signedInAs('manager');

const SAVE = `mutation { answer: saveSearchAsSet(input: { name: "Readers", where: { primaryId: { startsWith: "r" } } }) {
  ... on SaveSearchAsSetSuccess { set { id } } } }`;
const { answer } = await manager.data<{ answer: { set: { id: string } } }, object>(SAVE);

/** The users and the largest chunk of a job with these actions, once its members are frozen. */
async function frozen(...actions: readonly object[]): Promise<{ users: number; largest: number }> {
  const jobId = rowId(decodeGlobalID(await submittedBy(manager, { setId: answer.set.id, actions })).id);
  await takeUp(server.services, jobId);
  await freezeMembers(server.services, jobId);
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
