import { describe, expect, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { openTestServer } from '../../testing/client.ts';
import { rowOf } from '../../testing/row-of.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { jobAs, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { previewOf } from '../testing/preview-client.ts';

const { testDatabase, database, ids, readers, manager, colleague, lane, lastAudit } = await startLibraryStory(8);

const note = { addNote: { text: 'Hello' } };

interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly joined?: number;
  readonly left?: number;
  readonly joinedUsers?: readonly { readonly primaryId: string }[];
  readonly leftUsers?: readonly { readonly primaryId: string }[];
  readonly above?: number;
}

async function submit(client: Client, input: object): Promise<Answer> {
  const document = `mutation ($input: SubmitUpdateNotifyJobInput!) { answer: submitUpdateNotifyJob(input: $input) { __typename
    ... on Problem { code message } ... on ConfirmationMismatch { reason } ... on ConfirmationRequired { above }
    ... on MembershipDrifted { joined left joinedUsers { primaryId } leftUsers { primaryId } } } }`;
  return (await client.data<{ answer: Answer }, object>(document, { input })).answer;
}

const member = {
  add: (setId: string, reader = '') =>
    database.execute(sql`INSERT INTO user_set_member (set_id, user_id) VALUES (${rowOf(setId)}, ${rowOf(reader)})`),
  remove: (setId: string, reader = '') =>
    database.execute(sql`DELETE FROM user_set_member WHERE set_id = ${rowOf(setId)} AND user_id = ${rowOf(reader)}`),
};

/** A set of the first readers, and its preview. */
async function previewed(count = 4) {
  const setId = await setOf(manager, readers.slice(0, count), false);
  const { confirmation, id } = await previewOf(manager, { setId, actions: [note] });
  return { setId, confirmation, previewId: rowOf(id) };
}

describe('a confirmation is refused', () => {
  test.each<[string, string, (given: { setId: string; confirmation: string }) => Promise<[Client, object]>]>([
    ['that nobody ever gave', 'UNKNOWN', async ({ setId }) => [manager, { setId, confirmation: 'anything' }]],
    ['of somebody else', 'UNKNOWN', async (given) => [colleague, given]],
    [
      'that has expired',
      'EXPIRED',
      async (given) => {
        await database.execute(sql`
          UPDATE job_preview SET expires_at = now() - interval '1 second' WHERE confirmation = ${given.confirmation}`);
        return [manager, given];
      },
    ],
    [
      'of another set',
      'ANOTHER_SET',
      async ({ confirmation }) => [manager, { confirmation, setId: await setOf(manager, readers.slice(0, 4)) }],
    ],
    [
      'of other actions',
      'OTHER_ACTIONS',
      async (given) => [manager, { ...given, actions: [{ addNote: { text: 'Bye' } }] }],
    ],
    [
      'of fewer actions',
      'OTHER_ACTIONS',
      async (given) => [manager, { ...given, actions: [note, { setStatus: { status: 'ACTIVE' } }] }],
    ],
  ])('%s', async (_which, reason, change) => {
    const { setId, confirmation } = await previewed();
    const [client, input] = await change({ setId, confirmation });
    expect(await submit(client, { actions: [note], ...input })).toMatchObject({
      __typename: 'ConfirmationMismatch',
      code: 'CONFIRMATION_MISMATCH',
      reason,
    });
    expect(await lastAudit()).toMatchObject({ operation: 'submitUpdateNotifyJob', refused: 'CONFIRMATION_MISMATCH' });
  });

  test('of a preview made with other roles', async () => {
    const { setId, confirmation } = await previewed();
    await database.execute(sql`
      INSERT INTO user_role (user_id, role_type_code) VALUES (${rowOf(ids.manager ?? '')}, '50')`);
    const answer = await submit(manager, { setId, confirmation, actions: [note] });
    await database.execute(sql`
      DELETE FROM user_role WHERE user_id = ${rowOf(ids.manager ?? '')} AND role_type_code = '50'`);
    expect(answer).toMatchObject({ __typename: 'ConfirmationMismatch', reason: 'OTHER_ROLES' });
  });

  test('when others are in the set by now, and it is told who', async () => {
    const { setId, confirmation } = await previewed();
    await member.add(setId, readers[5]);
    await member.add(setId, readers[6]);
    await member.remove(setId, readers[0]);
    expect(await submit(manager, { setId, confirmation, actions: [note] })).toMatchObject({
      __typename: 'MembershipDrifted',
      code: 'MEMBERSHIP_DRIFTED',
      joined: 2,
      left: 1,
      joinedUsers: [{ primaryId: 'r6' }, { primaryId: 'r7' }],
      leftUsers: [{ primaryId: 'r1' }],
    });
    expect(await lastAudit()).toMatchObject({ operation: 'submitUpdateNotifyJob', refused: 'MEMBERSHIP_DRIFTED' });
  });
});

test('the same actions in other words are the same', async () => {
  const setId = await setOf(manager, readers.slice(0, 2));
  const role = (roleType: string) => [{ addRole: { roleType, scope: { institution: true } } }];
  const { confirmation } = await previewOf(manager, { setId, actions: role('58') });
  expect(await submit(manager, { setId, confirmation, actions: role('LICENSE_VIEWER') })).toMatchObject({
    __typename: 'SubmitUpdateNotifyJobSuccess',
  });
});

test('a job says whether it was confirmed', async () => {
  const { setId, confirmation } = await previewed();
  const jobs = [
    await submittedBy(manager, { setId, confirmation, actions: [note] }),
    await submittedBy(manager, { setId, actions: [note] }),
  ];
  const { nodes } = await manager.data<{ nodes: object[] }, object>(
    `query ($jobs: [ID!]!) { nodes(ids: $jobs) { ... on Job { isConfirmed } } }`,
    { jobs },
  );
  expect(nodes).toEqual([{ isConfirmed: true }, { isConfirmed: false }]);
});

test('the same idempotency key gives the same job, when the confirmation has expired meanwhile as well', async () => {
  const { setId, confirmation, previewId } = await previewed();
  const input = { setId, confirmation, actions: [note], idempotencyKey: 'confirmed' };
  const first = await submittedBy(manager, input);
  await database.execute(sql`UPDATE job_preview SET expires_at = now() - interval '1 second' WHERE id = ${previewId}`);
  expect(await submittedBy(manager, input)).toBe(first);
  expect(await submit(manager, { ...input, confirmation: null })).toMatchObject({ __typename: 'IdempotencyConflict' });
});

describe('when a confirmed job begins', () => {
  test('it does what was confirmed while the set is the same', async () => {
    const { setId, confirmation } = await previewed();
    const job = await submittedBy(manager, { setId, confirmation, actions: [note] });
    await lane(job);
    expect(await jobAs(manager, job)).toMatchObject({ state: 'COMPLETED', counts: { total: 4, updated: 4 } });
  });

  test('it fails, and changes nobody, when somebody has joined between submission and then', async () => {
    const { setId, confirmation } = await previewed();
    const job = await submittedBy(manager, { setId, confirmation, actions: [note] });
    await member.add(setId, readers[7]);
    await lane(job);
    expect(await jobAs(manager, job)).toMatchObject({
      state: 'FAILED',
      failureCode: 'MEMBERSHIP_DRIFTED',
      counts: { total: 0, processed: 0, skipped: 0 },
    });
  });

  test('whoever is in the set by then is meant, if it had to wait for its time', async () => {
    const { setId, confirmation } = await previewed();
    const job = await submittedBy(manager, { setId, confirmation, actions: [note], runAt: '2099-01-01T00:00:00Z' });
    await member.add(setId, readers[7]);
    await database.execute(sql`UPDATE job SET scheduled_for = now() - interval '1 second' WHERE id = ${rowOf(job)}`);
    await lane(job);
    expect(await jobAs(manager, job)).toMatchObject({ state: 'COMPLETED', counts: { total: 5 } });
  });
});

describe('where the institution demands it', () => {
  const demanding = () => openTestServer(testDatabase, { settings: { CONFIRMATION_ABOVE: '3' } });

  test('more users than that are not changed without a confirmation', async () => {
    await using strict = await demanding();
    const client = await strict.signedInAs('manager');
    const { setId, confirmation } = await previewed(4);
    const input = { setId, actions: [note] };
    expect(await submit(client, input)).toMatchObject({
      __typename: 'ConfirmationRequired',
      code: 'CONFIRMATION_REQUIRED',
      above: 3,
    });
    expect(await lastAudit()).toMatchObject({ operation: 'submitUpdateNotifyJob', refused: 'CONFIRMATION_REQUIRED' });
    expect(await submit(client, { ...input, confirmation })).toMatchObject({
      __typename: 'SubmitUpdateNotifyJobSuccess',
    });
  });

  test('as many as that are', async () => {
    await using strict = await demanding();
    const setId = await setOf(manager, readers.slice(0, 3));
    const answer = await submit(await strict.signedInAs('manager'), { setId, actions: [note] });
    expect(answer).toMatchObject({ __typename: 'SubmitUpdateNotifyJobSuccess' });
  });

  test('an unconfirmed job whose set has grown above it fails when it begins; a confirmed one does not', async () => {
    await using strict = await demanding();
    const client = await strict.signedInAs('manager');
    const { setId, confirmation } = await previewed(3);
    const input = { setId, actions: [note], runAt: '2099-01-01T00:00:00Z' };
    const unconfirmed = await submittedBy(client, input);
    const confirmed = await submittedBy(client, { ...input, confirmation });
    await member.add(setId, readers[7]);
    for (const job of [unconfirmed, confirmed]) {
      await database.execute(sql`UPDATE job SET scheduled_for = now() - interval '1 second' WHERE id = ${rowOf(job)}`);
      await takeUp(strict.services, rowOf(job));
      await freezeMembers(strict.services, rowOf(job));
    }
    expect(await jobAs(client, unconfirmed)).toMatchObject({ state: 'FAILED', failureCode: 'CONFIRMATION_REQUIRED' });
    expect(await jobAs(client, confirmed)).toMatchObject({ state: 'RUNNING', counts: { total: 4 } });
  });
});
