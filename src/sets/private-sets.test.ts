import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { catalogers } from '../demo/people.ts';
import { change, listed, members, saveCatalogers, see, startSetStory } from '../testing/set-story.ts';

const { manager, colleague, lawManager, admin, cataloger, anonymous, ids, lastAudit } = await startSetStory();

test('somebody else’s private set does not exist, whichever way one asks', async () => {
  const { id } = await saveCatalogers(manager, { name: 'Nobody’s business' });
  for (const client of [colleague, lawManager]) {
    expect(await see(client, id)).toBeNull();
    expect((await listed(client)).map((set) => set.id)).not.toContain(id);
    expect(await listed(client, { name: 'business' })).toEqual([]);
    const byNode = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
    expect(await client.data(byNode, { id })).toEqual({ node: null, nodes: [null] });
    const userIds = ids(catalogers.atLaw);
    for (const [mutation, input] of [
      ['updateUserSet', { id, name: 'Mine now' }],
      ['deleteUserSet', { id }],
      ['addSetMembers', { id, userIds }],
      ['removeSetMembers', { id, userIds }],
    ] as const) {
      expect(await change(client, mutation, input, '__typename'), mutation).toMatchObject({ code: 'NOT_FOUND' });
      expect(await lastAudit()).toMatchObject({ operation: mutation, refused: 'NOT_FOUND' });
    }
  }
  expect(await see(admin, id)).toMatchObject({ name: 'Nobody’s business', viewerCanEdit: true });
});

test('a set looks the same whether it is hidden or was never there', async () => {
  const { id } = await saveCatalogers(manager);
  const never = encodeGlobalID('UserSet', 2_000_000_000);
  const answers = await Promise.all(
    [id, never].map((set) => change(colleague, 'deleteUserSet', { id: set }, 'deletedId')),
  );
  expect(answers[0]).toEqual(answers[1]);
});

test('a shared set is seen by all who manage users, and changed by its owner and administrators only', async () => {
  const { id } = await saveCatalogers(manager, { name: 'Shared', isPrivate: false });
  expect(await see(colleague, id)).toMatchObject({ name: 'Shared', viewerCanEdit: false });
  expect((await listed(colleague, { ownership: 'PUBLIC' })).map((set) => set.id)).toContain(id);
  expect((await listed(colleague, { ownership: 'MINE' })).map((set) => set.id)).not.toContain(id);
  expect(await change(colleague, 'updateUserSet', { id, name: 'Theirs' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await lastAudit()).toMatchObject({
    operation: 'updateUserSet',
    refused: 'FORBIDDEN',
    actor: catalogers.atMusic.primaryId,
  });
  expect(await change(colleague, 'deleteUserSet', { id }, 'deletedId')).toMatchObject({ code: 'FORBIDDEN' });
  expect(await change(admin, 'updateUserSet', { id, name: 'Tidied up' })).toMatchObject({ set: { name: 'Tidied up' } });
  expect(await change(manager, 'updateUserSet', { id, isPrivate: true })).toMatchObject({ set: { isPrivate: true } });
  expect(await see(colleague, id)).toBeNull();
});

test('a library’s manager sees of a shared set only the members of that library', async () => {
  const { id, memberCount } = await saveCatalogers(manager, { name: 'For all', isPrivate: false });
  const seen = await members(lawManager, id);
  expect(seen).toContain(catalogers.atLaw.primaryId);
  expect(seen).not.toContain(catalogers.atMusic.primaryId);
  expect((await see(lawManager, id))?.memberCount).toBe(seen.length);
  expect(seen.length).toBeLessThan(memberCount);
});

test('a library’s manager cannot put people of elsewhere into a set, nor learn whether they exist', async () => {
  const [atLaw, atMusic] = ids(catalogers.atLaw, catalogers.atMusic);
  const userIds = [atLaw, atMusic, encodeGlobalID('User', 2_000_000_000)];
  const answer = await change(lawManager, 'createItemizedSet', { name: 'Two', userIds });
  expect(answer.issues).toEqual([
    { path: ['userIds', '1'], message: 'There is no such user.' },
    { path: ['userIds', '2'], message: 'There is no such user.' },
  ]);
  expect(await listed(lawManager, { name: 'Two' })).toEqual([]);
  expect(await lastAudit()).toMatchObject({ operation: 'createItemizedSet', refused: 'INVALID_INPUT' });
});

test('who manages no users has no sets and sees none', async () => {
  const { id } = await saveCatalogers(manager, { isPrivate: false });
  expect(await change(cataloger, 'saveSearchAsSet', { name: 'Mine', where: {} })).toMatchObject({ code: 'FORBIDDEN' });
  for (const root of ['userSets { nodes { id } }', `userSet(id: "${id}") { id }`]) {
    const { errors } = await cataloger.query(`{ ${root} }`);
    expect(errors?.[0]?.extensions?.code, root).toBe('FORBIDDEN');
  }
  expect(await cataloger.data('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
  const { errors } = await anonymous.query('{ userSets { nodes { id } } }');
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});
