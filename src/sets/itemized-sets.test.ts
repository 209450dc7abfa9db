import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { rowOf } from '../testing/row-of.ts';
import { change, listed, members, saveCatalogers, see, setFields, startSetStory } from '../testing/set-story.ts';

const { database, manager, ids, lastAudit } = await startSetStory();

test('members are put in and taken out one by one, and every id that was given is accounted for', async () => {
  const [law, music, expired, blocked, patron] = ids(
    catalogers.atLaw,
    catalogers.atMusic,
    catalogers.expired,
    catalogers.blocked,
    signInPeople.patron,
  );
  const made = await change(
    manager,
    'createItemizedSet',
    { name: 'Chosen', userIds: [law, music, law] },
    `added duplicates set { ${setFields} }`,
  );
  expect(made).toMatchObject({
    added: 2,
    duplicates: 1,
    set: { memberCount: 2, where: null, sentence: 'Users chosen one by one' },
  });
  const id = made.set?.id ?? '';
  const added = await change(
    manager,
    'addSetMembers',
    { id, userIds: [music, expired, expired, blocked] },
    'added alreadyMembers duplicates set { memberCount }',
  );
  expect(added).toMatchObject({ added: 2, alreadyMembers: 1, duplicates: 1, set: { memberCount: 4 } });
  const removed = await change(
    manager,
    'removeSetMembers',
    { id, userIds: [law, law, patron] },
    'removed notMembers duplicates set { memberCount }',
  );
  expect(removed).toMatchObject({ removed: 1, notMembers: 1, duplicates: 1, set: { memberCount: 3 } });
  expect((await members(manager, id)).toSorted()).toEqual(
    [catalogers.atMusic, catalogers.expired, catalogers.blocked].map(({ primaryId }) => primaryId).toSorted(),
  );
  expect(await lastAudit()).toMatchObject({ operation: 'removeSetMembers', details: { removed: 1, notMembers: 1 } });
});

test('an id that names nobody, or something else, is refused at its place and nothing is done', async () => {
  const { id } = await saveCatalogers(manager);
  const law = ids(catalogers.atLaw)[0];
  const userIds = [law, 'no id at all', id, encodeGlobalID('User', 'x'), ''];
  const { issues } = await change(manager, 'createItemizedSet', { name: 'Wrong ones', userIds });
  expect(issues?.map(({ path }) => path)).toEqual([1, 2, 3, 4].map((place) => ['userIds', String(place)]));
  expect(await listed(manager, { name: 'Wrong ones' })).toEqual([]);
});

test('neither no users nor too many make a set', async () => {
  const tooMany = Array.from({ length: 10_001 }, () => 'x');
  for (const userIds of [[], tooMany]) {
    expect(await change(manager, 'createItemizedSet', { name: 'Wrong number', userIds })).toMatchObject({
      issues: [{ path: ['userIds'] }],
    });
  }
});

test('each kind of set takes only what belongs to it', async () => {
  const logical = await saveCatalogers(manager);
  const userIds = ids(catalogers.atLaw);
  const wrong = { __typename: 'WrongSetKind', code: 'WRONG_SET_KIND' };
  expect(await change(manager, 'addSetMembers', { id: logical.id, userIds })).toMatchObject(wrong);
  expect(await change(manager, 'removeSetMembers', { id: logical.id, userIds })).toMatchObject(wrong);
  const { set } = await change(manager, 'createItemizedSet', { name: 'Itemized', userIds });
  expect(await change(manager, 'updateUserSet', { id: set?.id, where: {} })).toMatchObject(wrong);
  expect(await change(manager, 'updateUserSet', { id: set?.id, search: 'x' })).toMatchObject(wrong);
  expect((await listed(manager, { kind: 'ITEMIZED' })).map(({ id }) => id)).toContain(set?.id);
  expect((await listed(manager, { kind: 'LOGICAL' })).map(({ id }) => id)).not.toContain(set?.id);
});

test('a set that a job still needs stays; afterwards it goes, and the job keeps its report', async () => {
  const { id } = await saveCatalogers(manager, { name: 'In use' });
  const [job] = await database.query<{ id: number }>(sql`
    INSERT INTO job (name, state, actions, set_id, set_name, set_is_private, submitted_by_id, input_hash)
    SELECT 'Job', 'QUEUED', '[]', s.id, s.name, s.is_private, s.owner_id, '' FROM user_set s WHERE s.name = 'In use' RETURNING id`);
  const answer = await manager.data<{ deleteUserSet: object }, object>(
    `mutation ($id: ID!) { deleteUserSet(input: { id: $id }) { ... on SetInUse { code jobCount jobs { name state } } } }`,
    { id },
  );
  expect(answer.deleteUserSet).toEqual({ code: 'SET_IN_USE', jobCount: 1, jobs: [{ name: 'Job', state: 'QUEUED' }] });
  expect(await lastAudit()).toMatchObject({ operation: 'deleteUserSet', refused: 'SET_IN_USE' });
  await database.execute(sql`UPDATE job SET state = 'CANCELLED', ended_at = now(), total = 0 WHERE id = ${job?.id}`);
  expect(await change(manager, 'deleteUserSet', { id }, 'deletedId')).toMatchObject({ deletedId: id });
  expect(await see(manager, id)).toBeNull();
  expect(
    await database.query(sql`SELECT set_id AS "setId", set_name AS "setName" FROM job WHERE id = ${job?.id}`),
  ).toEqual([{ setId: null, setName: 'In use' }]);
});

test('nothing is left of a member who is deleted, nor of the members of a set that is', async () => {
  const [somebody] = await database.query<{ id: number }>(
    sql`INSERT INTO users (primary_id, last_name) VALUES ('leaves', 'Soon') RETURNING id`,
  );
  const userIds = [...ids(catalogers.atLaw), encodeGlobalID('User', somebody?.id ?? 0)];
  const { set } = await change(manager, 'createItemizedSet', { name: 'Of two', userIds });
  const kept = await change(manager, 'createItemizedSet', { name: 'Kept', userIds });
  const rows = async (id = '') =>
    (await database.query(sql`SELECT 1 FROM user_set_member WHERE set_id = ${rowOf(id)}`)).length;
  expect([await rows(set?.id), await rows(kept.set?.id)]).toEqual([2, 2]);
  await database.execute(sql`DELETE FROM users WHERE id = ${somebody?.id}`);
  expect([await rows(set?.id), await rows(kept.set?.id)]).toEqual([1, 1]);
  expect((await see(manager, kept.set?.id ?? ''))?.memberCount).toBe(1);
  await change(manager, 'deleteUserSet', { id: set?.id }, 'deletedId');
  expect([await rows(set?.id), await rows(kept.set?.id)]).toEqual([0, 1]);
});

test('the members of a set are paged through in order, and searched among', async () => {
  const people = Object.values(catalogers);
  const { set } = await change(manager, 'createItemizedSet', { name: 'Paged', userIds: ids(...people) });
  const document = `query ($id: ID!, $after: String, $where: UserFilter) { userSet(id: $id) {
    members(first: 4, after: $after, where: $where, orderBy: [{ field: PRIMARY_ID }]) {
      pageInfo { hasNextPage endCursor } nodes { primaryId } } } }`;
  const page = async (variables: object) => {
    const { userSet } = await manager.data<{ userSet: { members: Page } }, object>(document, {
      id: set?.id,
      ...variables,
    });
    return userSet.members;
  };
  const found: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { nodes, pageInfo } = await page({ after });
    found.push(...nodes.map(({ primaryId }) => primaryId));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect(found).toEqual(people.map(({ primaryId }) => primaryId).toSorted());
  const { nodes } = await page({ where: { status: { eq: 'INACTIVE' } } });
  expect(nodes).toEqual([{ primaryId: catalogers.inactive.primaryId }]);
});

interface Page {
  readonly nodes: { primaryId: string }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
