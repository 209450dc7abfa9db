import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { change, isCataloger, members, saveCatalogers, see, setFields, startSetStory } from '../testing/set-story.ts';

const { database, manager, colleague, lawManager, admin, ids, lastAudit } = await startSetStory();
const { atLaw, atMusic, expired, blocked } = catalogers;
const names = (...people: { primaryId: string }[]) => people.map(({ primaryId }) => primaryId).toSorted();

async function chosen(name: string, ...people: { primaryId: string }[]): Promise<string> {
  const { set } = await change(manager, 'createItemizedSet', { name, userIds: ids(...people) });
  return set?.id ?? '';
}
const left = await chosen('Left', atLaw, atMusic, expired);
const right = await chosen('Right', expired, blocked, signInPeople.patron);
const combine = (operator: string, leftId = left, rightId = right, client = manager) =>
  change(client, 'combineSets', { name: operator, leftId, operator, rightId }, `added set { ${setFields} kind }`);

describe('two sets become one', () => {
  test.for([
    ['AND', [expired]],
    ['OR', [atLaw, atMusic, expired, blocked, signInPeople.patron]],
    ['NOT', [atLaw, atMusic]],
  ] as const)('%s', async ([operator, people]) => {
    const { added, set } = await combine(operator);
    expect(added).toBe(people.length);
    expect(set).toMatchObject({ kind: 'ITEMIZED', isPrivate: true, name: operator, memberCount: people.length });
    expect((await members(manager, set?.id ?? '')).toSorted()).toEqual(names(...people));
    expect(await lastAudit()).toMatchObject({
      operation: 'combineSets',
      details: { combination: operator, members: people.length },
    });
  });

  test('whatever their kind, as their members are now', async () => {
    const logical = await saveCatalogers(manager);
    const { set } = await combine('NOT', logical.id, left);
    const rest = Object.values(catalogers).filter((person) => ![atLaw, atMusic, expired].includes(person as never));
    const found = await members(manager, set?.id ?? '');
    expect(found).toHaveLength(logical.memberCount - 3);
    expect(found).toEqual(expect.arrayContaining(names(...rest)));
    const nobody = await combine('NOT', left, left);
    expect(nobody).toMatchObject({ added: 0, set: { memberCount: 0 } });
    const same = await combine('AND', logical.id, logical.id);
    expect(same.added).toBe(logical.memberCount);
  });

  test('only when both are there for who asks', async () => {
    for (const [one, other] of [
      [left, encodeGlobalID('UserSet', 2_000_000_000)],
      [encodeGlobalID('UserSet', 2_000_000_000), left],
    ]) {
      expect(await combine('AND', one, other)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await combine('OR', left, right, colleague)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await lastAudit()).toMatchObject({ operation: 'combineSets', refused: 'NOT_FOUND' });
  });

  test('without the members that are not for them to see', async () => {
    await change(manager, 'updateUserSet', { id: left, isPrivate: false });
    await change(manager, 'updateUserSet', { id: right, isPrivate: false });
    const { set } = await combine('OR', left, right, lawManager);
    const stored = await database.query<{ primaryId: string }>(sql`
      SELECT u.primary_id AS "primaryId" FROM user_set_member m JOIN users u ON u.id = m.user_id
      WHERE m.set_id = (SELECT max(id) FROM user_set)`);
    const seen = await members(lawManager, set?.id ?? '');
    expect(stored.map(({ primaryId }) => primaryId).toSorted()).toEqual(seen.toSorted());
    expect(seen).toContain(atLaw.primaryId);
    expect(await members(admin, set?.id ?? '')).not.toContain(atMusic.primaryId);
  });
});

describe('a logical set is frozen', () => {
  test('into a new one, which stays as it is when people change', async () => {
    const logical = await saveCatalogers(manager, { name: 'Catalogers', description: 'All of them' });
    const { added, set } = await change(
      manager,
      'itemizeSet',
      { id: logical.id },
      `added set { ${setFields} kind description }`,
    );
    expect(added).toBe(logical.memberCount);
    expect(set).toMatchObject({
      kind: 'ITEMIZED',
      name: expect.stringMatching(/^Catalogers - \d{4}-\d{2}-\d{2}$/),
      description: 'All of them',
      where: null,
    });
    await database.execute(sql`UPDATE users SET job_category = NULL WHERE primary_id = ${atLaw.primaryId}`);
    expect(await members(manager, logical.id)).not.toContain(atLaw.primaryId);
    expect(await members(manager, set?.id ?? '')).toContain(atLaw.primaryId);
    await database.execute(sql`UPDATE users SET job_category = 'CATALOGER' WHERE primary_id = ${atLaw.primaryId}`);
    expect(await see(manager, logical.id)).toMatchObject({ where: isCataloger });
  });

  test('and an itemized one is so already', async () => {
    expect(await change(manager, 'itemizeSet', { id: left })).toMatchObject({ code: 'WRONG_SET_KIND' });
  });

  test('for a library’s manager with those of the library only', async () => {
    const logical = await saveCatalogers(manager, { isPrivate: false });
    const { added, set } = await change(lawManager, 'itemizeSet', { id: logical.id }, `added set { ${setFields} }`);
    expect(added).toBe((await members(lawManager, logical.id)).length);
    expect(await members(admin, set?.id ?? '')).toHaveLength(added as number);
  });
});

describe('a set is copied', () => {
  test('a logical one with its search, as the copier’s own', async () => {
    const logical = await saveCatalogers(manager, {
      name: 'x'.repeat(255),
      isPrivate: false,
      search: 'law',
      note: 'Mine',
    });
    const { set } = await change(
      colleague,
      'duplicateUserSet',
      { id: logical.id },
      `set { ${setFields} kind note viewerIsOwner }`,
    );
    expect(set).toMatchObject({
      name: `Copy of ${'x'.repeat(200)}`,
      kind: 'LOGICAL',
      isPrivate: true,
      viewerIsOwner: true,
      where: isCataloger,
      search: 'law',
      note: '',
    });
    await change(manager, 'deleteUserSet', { id: logical.id }, 'deletedId');
    expect(await see(colleague, set?.id ?? '')).toMatchObject({ where: isCataloger });
  });

  test('an itemized one with its members, under a name of one’s own', async () => {
    const { set } = await change(manager, 'duplicateUserSet', { id: right, name: 'Second', isPrivate: false });
    expect(set).toMatchObject({ name: 'Second', isPrivate: false });
    await change(manager, 'removeSetMembers', { id: set?.id, userIds: ids(blocked) }, 'removed');
    expect((await members(manager, right)).toSorted()).toEqual(names(expired, blocked, signInPeople.patron));
    expect((await members(manager, set?.id ?? '')).toSorted()).toEqual(names(expired, signInPeople.patron));
  });

  test('but not one that is somebody else’s private one', async () => {
    const mine = await saveCatalogers(manager);
    expect(await change(colleague, 'duplicateUserSet', { id: mine.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await change(manager, 'duplicateUserSet', { id: mine.id, name: ' ' })).toMatchObject({
      issues: [{ path: ['name'] }],
    });
  });
});
