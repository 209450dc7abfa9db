import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { jobAs, setOf, submitJobAs, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

const { database, readers, manager, colleague, lane } = await startLibraryStory(3);
const actions = [{ addNote: { text: 'Hello' } }];
const newestIn = async (table: string) =>
  (await database.query<{ id: number }>({ text: `SELECT max(id) AS id FROM ${table}`, values: [] }))[0]?.id ?? 0;

test('a set that was put away takes no jobs until it is active again', async () => {
  const setId = await setOf(manager, readers);
  const row = await newestIn('user_set');
  await database.execute(sql`UPDATE user_set SET status = 'INACTIVE' WHERE id = ${row}`);
  expect(await submitJobAs(manager, { setId, actions })).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['setId'], message: 'The set is inactive. Make it active first.' }],
  });
  await database.execute(sql`UPDATE user_set SET status = 'ACTIVE' WHERE id = ${row}`);
  expect(await submitJobAs(manager, { setId, actions })).toMatchObject({ __typename: 'SubmitUpdateNotifyJobSuccess' });
});

test('a job submitted while its set is being deleted finds no set', async () => {
  const setId = await setOf(manager, readers);
  const row = await newestIn('user_set');
  const submitted = await database.transaction(async (transaction) => {
    await transaction.execute(sql`DELETE FROM user_set WHERE id = ${row}`);
    const answer = submitJobAs(manager, { setId, actions });
    await untilSomebodyWaits();
    // Not awaited here: it waits for this transaction.
    return { answer };
  });
  expect(await submitted.answer).toMatchObject({ __typename: 'NotFound' });
});

test('a set for which a job is being submitted is not deleted', async () => {
  const setId = await setOf(manager, readers);
  const [set] = await database.query<{ id: number }>(sql`SELECT max(id) AS id FROM user_set`);
  const mutation = `mutation ($id: ID!) { deleteUserSet(input: { id: $id }) { __typename } }`;
  const deleted = await database.transaction(async (transaction) => {
    await transaction.query(sql`SELECT 1 FROM user_set WHERE id = ${set?.id} FOR KEY SHARE`);
    const answer = manager.data<{ deleteUserSet: { __typename: string } }, object>(mutation, { id: setId });
    await untilSomebodyWaits();
    await transaction.execute(sql`
      INSERT INTO job (name, state, actions, set_id, set_name, set_is_private, submitted_by_id, input_hash)
      SELECT 'Job', 'QUEUED', '[]', id, name, is_private, owner_id, '' FROM user_set WHERE id = ${set?.id}`);
    return { answer };
  });
  expect(await deleted.answer).toEqual({ deleteUserSet: { __typename: 'SetInUse' } });
});

test('a private set that was shared is worked on by the colleague, and not once it was taken back', async () => {
  const setId = await setOf(manager, readers);
  const [person] = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = 'colleague'`);
  const userIds = [encodeGlobalID('User', person?.id ?? 0)];
  const change = (mutation: string) =>
    manager.data(
      `mutation ($input: ${mutation}Input!) { ${mutation.replace(/^./, (letter) => letter.toLowerCase())}(input: $input) { __typename } }`,
      {
        input: { id: setId, userIds },
      },
    );
  await change('ShareUserSet');
  const [first, second] = [
    await submittedBy(colleague, { setId, actions }),
    await submittedBy(colleague, { setId, actions }),
  ];
  await lane(first);
  expect(await jobAs(colleague, first)).toMatchObject({ state: 'COMPLETED', counts: { updated: readers.length } });
  await change('UnshareUserSet');
  await lane(second);
  expect(await jobAs(colleague, second)).toMatchObject({ state: 'FAILED', failureCode: 'SET_NOT_FOUND' });
});

test('an id that is that of a set no more finds nothing', async () => {
  const answer = await submitJobAs(manager, { setId: encodeGlobalID('UserSet', 2_000_000_000), actions });
  expect(answer).toMatchObject({ __typename: 'NotFound' });
});

async function untilSomebodyWaits(): Promise<void> {
  await expect
    .poll(
      async () =>
        database.query(
          sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        ),
      {
        timeout: 10_000,
        interval: 20,
      },
    )
    .toHaveLength(1);
}
