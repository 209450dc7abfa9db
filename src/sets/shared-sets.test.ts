import { expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { change, listed, members, saveCatalogers, see, startSetStory } from '../testing/set-story.ts';

const { database, manager, colleague, lawManager, admin, ids, lastAudit } = await startSetStory();
const [colleagueId, lawManagerId, managerId, patronId] = ids(
  catalogers.atMusic,
  signInPeople.libraryManager,
  signInPeople.userManager,
  signInPeople.patron,
);
const share = (id: string, userIds: unknown[], client = manager) =>
  change(client, 'shareUserSet', { id, userIds }, 'shared alreadyShared set { id }');
const unshare = (id: string, userIds: unknown[], client = manager) =>
  change(client, 'unshareUserSet', { id, userIds }, 'unshared');

interface SharedWith {
  readonly totalCount: number;
  readonly nodes: { userId: string; userName: string; user: { primaryId: string } | null }[];
}
async function sharedWith(client: Client, id: string): Promise<SharedWith | undefined> {
  const document = `query ($id: ID!) { userSet(id: $id) {
    sharedWith(first: 10) { totalCount nodes { userId userName sharedAt user { primaryId } } } } }`;
  const { userSet } = await client.data<{ userSet: { sharedWith: SharedWith } | null }, object>(document, { id });
  return userSet?.sharedWith;
}

test('a private set is seen by those it is shared with, and by nobody else', async () => {
  const { id } = await saveCatalogers(manager, { name: 'Between us' });
  expect(await see(colleague, id)).toBeNull();
  expect(await share(id, [colleagueId])).toMatchObject({ shared: 1, alreadyShared: 0, set: { id } });
  expect(await lastAudit()).toMatchObject({ operation: 'shareUserSet', refused: null });
  expect(await see(colleague, id)).toMatchObject({ name: 'Between us', isPrivate: true, viewerCanEdit: false });
  expect((await listed(colleague)).map((set) => set.id)).toContain(id);
  expect((await listed(colleague, { ownership: 'SHARED_WITH_ME' })).map((set) => set.id)).toEqual([id]);
  expect((await listed(colleague, { ownership: 'MINE' })).map((set) => set.id)).not.toContain(id);
  expect((await listed(colleague, { ownership: 'PUBLIC' })).map((set) => set.id)).not.toContain(id);
  expect((await listed(manager, { ownership: 'SHARED_WITH_ME' })).map((set) => set.id)).not.toContain(id);
  expect(await see(lawManager, id)).toBeNull();
  expect((await listed(lawManager)).map((set) => set.id)).not.toContain(id);
});

test('they may look, copy and use it, within their own rights; changing it stays with the owner', async () => {
  const { id, memberCount } = await saveCatalogers(manager);
  await share(id, [colleagueId, lawManagerId]);
  for (const [mutation, input] of [
    ['updateUserSet', { id, name: 'Theirs' }],
    ['deleteUserSet', { id }],
    ['shareUserSet', { id, userIds: [lawManagerId] }],
    ['unshareUserSet', { id, userIds: [lawManagerId] }],
  ] as const) {
    expect(await change(colleague, mutation, input, '__typename'), mutation).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await change(colleague, 'duplicateUserSet', { id })).toMatchObject({ set: { viewerCanEdit: true } });
  const seen = await members(lawManager, id);
  expect(seen).toContain(catalogers.atLaw.primaryId);
  expect(seen.length).toBeLessThan(memberCount);
});

test('who it is shared with is known to its owner and administrators; to others, only that it is with them', async () => {
  const { id } = await saveCatalogers(manager);
  await share(id, [colleagueId, lawManagerId]);
  for (const client of [manager, admin]) {
    const list = await sharedWith(client, id);
    expect(list?.totalCount).toBe(2);
    expect(list?.nodes.map(({ userId }) => userId).toSorted()).toEqual([colleagueId, lawManagerId].toSorted());
    expect(list?.nodes.map(({ user }) => user?.primaryId)).toContain(catalogers.atMusic.primaryId);
  }
  expect(await sharedWith(colleague, id)).toMatchObject({ totalCount: 1, nodes: [{ userId: colleagueId }] });
  // For a library's manager the owner's other colleagues do not exist.
  expect(await sharedWith(lawManager, id)).toMatchObject({ totalCount: 1, nodes: [{ userId: lawManagerId }] });
});

test('who it is shared with is a list with pages like any other', async () => {
  const { id } = await saveCatalogers(manager);
  await share(id, [colleagueId, lawManagerId]);
  const document = `query ($id: ID!, $after: String) { userSet(id: $id) {
    sharedWith(first: 1, after: $after) { pageInfo { endCursor hasNextPage } nodes { userId } } } }`;
  interface Page {
    userSet: { sharedWith: { pageInfo: { endCursor: string; hasNextPage: boolean }; nodes: { userId: string }[] } };
  }
  const first = (await manager.data<Page, object>(document, { id })).userSet.sharedWith;
  const after = first.pageInfo.endCursor;
  const second = (await manager.data<Page, object>(document, { id, after })).userSet.sharedWith;
  expect([...first.nodes, ...second.nodes].map(({ userId }) => userId).toSorted()).toEqual(
    [colleagueId, lawManagerId].toSorted(),
  );
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
});

test('sharing again is no fault, and what is taken back is gone at once', async () => {
  const { id } = await saveCatalogers(manager);
  await share(id, [colleagueId]);
  expect(await share(id, [colleagueId, lawManagerId])).toMatchObject({ shared: 1, alreadyShared: 1 });
  expect(await unshare(id, [colleagueId, managerId])).toMatchObject({ unshared: 1 });
  expect(await see(colleague, id)).toBeNull();
  expect(await see(lawManager, id)).not.toBeNull();
  expect(await unshare(id, [colleagueId])).toMatchObject({ unshared: 0 });
});

test('it is shared with people who manage users only, and with all that are named or none', async () => {
  const { id } = await saveCatalogers(manager);
  const answer = await share(id, [colleagueId, patronId, managerId]);
  expect(answer.issues).toEqual([
    { path: ['userIds', '1'], message: 'They manage no users.' },
    { path: ['userIds', '2'], message: 'The set is theirs.' },
  ]);
  expect(await share(id, ['nobody'])).toMatchObject({ issues: [{ message: 'There is no such user.' }] });
  expect(await share(id, [])).toMatchObject({ issues: [{ path: ['userIds'] }] });
  expect((await sharedWith(manager, id))?.totalCount).toBe(0);
  expect(await share(id, [lawManagerId], colleague)).toMatchObject({ code: 'NOT_FOUND' });
});

test('a colleague who manages users no more sees nothing, until they do again', async () => {
  const { id } = await saveCatalogers(manager);
  await share(id, [colleagueId]);
  const role = sql`user_id = (SELECT id FROM users WHERE primary_id = ${catalogers.atMusic.primaryId}) AND role_type_code = '21'`;
  await database.execute(sql`UPDATE user_role SET status = 'INACTIVE' WHERE ${role}`);
  expect(await colleague.data('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
  await database.execute(sql`UPDATE user_role SET status = 'ACTIVE' WHERE ${role}`);
  expect(await see(colleague, id)).not.toBeNull();
});
