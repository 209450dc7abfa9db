import { expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { setOf, submitJobAs, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

const { database, readers, manager, colleague, count } = await startLibraryStory(2);
const setId = await setOf(manager, readers, false);
const otherSet = await setOf(manager, readers);

const note = { addNote: { text: 'Hello' } };
const role = { addRole: { roleType: '58', scope: { institution: true } } };
const input = { setId, actions: [role, note], name: 'Once' };

test('the same key with the same input gives the same job, in whichever order its fields come', async () => {
  const jobId = await submittedBy(manager, { ...input, idempotencyKey: 'same' });
  const reversed = { addRole: Object.fromEntries(Object.entries(role.addRole).toReversed()) };
  const again = { idempotencyKey: 'same', name: 'Once', actions: [reversed, note], setId };
  expect(await submittedBy(manager, again)).toBe(jobId);
});

test('another key, another person, or none makes another job', async () => {
  const jobs = [
    await submittedBy(manager, { ...input, idempotencyKey: 'one' }),
    await submittedBy(manager, { ...input, idempotencyKey: 'another' }),
    await submittedBy(colleague, { ...input, idempotencyKey: 'one' }),
    await submittedBy(manager, input),
    await submittedBy(manager, input),
  ];
  expect(new Set(jobs).size).toBe(jobs.length);
});

test.each<[string, object]>([
  ['set', { setId: otherSet }],
  ['name', { name: 'Twice' }],
  ['time', { runAt: '2099-01-01T00:00:00Z' }],
  ['actions', { actions: [note, role] }],
  ['value', { actions: [role, { addNote: { text: 'Hello!' } }] }],
])('the same key with another %s is a conflict', async (what, other) => {
  const idempotencyKey = `conflict over ${what}`;
  await submittedBy(manager, { ...input, idempotencyKey });
  expect(await submitJobAs(manager, { ...input, ...other, idempotencyKey })).toMatchObject({
    __typename: 'IdempotencyConflict',
    code: 'IDEMPOTENCY_CONFLICT',
  });
});

test('given many times at once it makes one job, and calls for hands once', async () => {
  const together = Array.from({ length: 8 }, () => submittedBy(manager, { ...input, idempotencyKey: 'together' }));
  const made = new Set(await Promise.all(together));
  expect(made.size).toBe(1);
  const id = rowOf([...made][0] ?? '');
  expect(await count(`pgboss.job WHERE (data->>'jobId')::int = ${id}`)).toBe(1);
  expect(await count(`audit_event WHERE subject = 'Job:${id}'`)).toBe(1);
});

test('many at once with different inputs: one job, and conflicts', async () => {
  const together = Array.from({ length: 6 }, (_, n) =>
    submitJobAs(manager, { ...input, name: `Name ${n}`, idempotencyKey: 'different' }),
  );
  const types = (await Promise.all(together)).map(({ __typename }) => __typename).sort();
  expect(types).toEqual([...Array(5).fill('IdempotencyConflict'), 'SubmitUpdateNotifyJobSuccess']);
});

test('it gives the job even when the set is no more', async () => {
  const gone = await setOf(manager, readers);
  const jobId = await submittedBy(manager, { ...input, setId: gone, idempotencyKey: 'gone' });
  await database.execute(sql`DELETE FROM user_set WHERE id = ${rowOf(gone)}`);
  expect(await submittedBy(manager, { ...input, setId: gone, idempotencyKey: 'gone' })).toBe(jobId);
});
