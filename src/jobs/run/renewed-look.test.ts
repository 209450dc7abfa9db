import { beforeEach, describe, expect, test } from 'vitest';
import { type Sql, sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { jobIn, retryAs } from '../testing/after-the-run-client.ts';
import { jobAs, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

const { database, ids, readers, systemAdmin, manager, colleague, lane } = await startLibraryStory(3, { ROLE: 'api' });
// The administrator stands above managers: of every job there is one user to retry.
const setId = await setOf(manager, [...readers, ids['user.admin'] ?? ''], false);

const setGroup = { setUserGroup: { userGroup: 'GUESTS' } };
const grant = { addRole: { roleType: '200', scope: { institution: true } } };
const letter = { notify: { letter: 'USER_NOTIFICATION' } };
const withNote = (action: object) => [{ addNote: { text: 'Hello' } }, action];

const changes: readonly (readonly [what: string, action: object, change: Sql])[] = [
  ['a code that was put away', setGroup, sql`UPDATE code SET enabled = FALSE WHERE code = 'GUESTS'`],
  ['a code that was deleted', setGroup, sql`DELETE FROM code WHERE code = 'GUESTS'`],
  ['a kind of role that was disabled', grant, sql`UPDATE role_type SET enabled = FALSE WHERE code = '200'`],
  ['a letter that was disabled', letter, sql`UPDATE code SET enabled = FALSE WHERE code = 'USER_NOTIFICATION'`],
];

beforeEach(async () => {
  await database.execute(sql`
    INSERT INTO code (table_name, code, description) VALUES ('USER_GROUP', 'GUESTS', 'Guests')
    ON CONFLICT (table_name, code) DO UPDATE SET enabled = TRUE`);
  await database.execute(sql`UPDATE code SET enabled = TRUE WHERE code = 'USER_NOTIFICATION'`);
  await database.execute(sql`UPDATE role_type SET enabled = TRUE WHERE code = '200'`);
  await database.execute(sql`UPDATE users SET status = 'ACTIVE', user_group = NULL`);
});

async function due(input: object): Promise<string> {
  const jobId = await submittedBy(manager, { setId, runAt: '2099-01-01T00:00:00Z', ...input });
  await database.execute(sql`UPDATE job SET scheduled_for = now() WHERE id = ${rowOf(jobId)}`);
  return jobId;
}

describe('a job looks at the institution’s data again when it begins', () => {
  test.each(changes)('and fails over %s', async (_what, action, change) => {
    const jobId = await due({ actions: withNote(action) });
    await database.execute(change);
    await lane(jobId);
    const counts = { total: 0, processed: 0 };
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'FAILED', failureCode: 'ACTION_NOT_POSSIBLE', counts });
  });

  test('and does what was worked out when it was submitted, where all of it is there still', async () => {
    const jobId = await due({ actions: [setGroup] });
    await database.execute(sql`UPDATE code SET description = 'Visitors' WHERE code = 'GUESTS'`);
    const before = await stepsOf(jobId);
    await lane(jobId);
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'COMPLETED', counts: { updated: 4 } });
    expect(await stepsOf(jobId)).toEqual(before);
  });
});

const stepsOf = (jobId: string) => database.query(sql`SELECT actions FROM job WHERE id = ${rowOf(jobId)}`);

describe('a retry looks at it, too', () => {
  const toRetry = async (action: object): Promise<string> => {
    const jobId = await submittedBy(manager, {
      setId,
      actions: [{ setStatus: { status: 'INACTIVE' } }, action],
    });
    await lane(jobId);
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'COMPLETED', counts: { updated: 3, errors: 1 } });
    return jobId;
  };

  test('and is refused over a code that is no more, with the action that names it', async () => {
    const jobId = await toRetry(setGroup);
    await database.execute(sql`DELETE FROM code WHERE code = 'GUESTS'`);
    expect(await retryAs(systemAdmin, { jobId })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['jobId', 'actions', '1', 'setUserGroup', 'userGroup'], message: expect.any(String) }],
    });
    const [event] = await database.query(sql`
      SELECT refused FROM audit_event WHERE operation = 'retryJob' ORDER BY id DESC LIMIT 1`);
    expect(event).toEqual({ refused: 'INVALID_INPUT' });
  });

  test('when it begins, and so does the retry of a retry', async () => {
    const jobId = await toRetry(setGroup);
    const retry = jobIn(await retryAs(colleague, { jobId }));
    await lane(retry);
    expect((await reportOf(colleague, retry)).byCode).toMatchObject([{ code: 'USER_ABOVE_YOUR_OWN' }, {}]);
    const again = jobIn(await retryAs(systemAdmin, { jobId: retry }));
    await database.execute(sql`DELETE FROM code WHERE code = 'GUESTS'`);
    await lane(again);
    expect(await jobAs(systemAdmin, again)).toMatchObject({ state: 'FAILED', failureCode: 'ACTION_NOT_POSSIBLE' });
    expect(await retryAs(systemAdmin, { jobId: retry })).toMatchObject({ __typename: 'InvalidInput' });
  });
});
