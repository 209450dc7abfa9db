import { expect, test } from 'vitest';
import { catalogers } from '../demo/people.ts';
import { unusualPeople } from '../demo/unusual-people.ts';
import { sql } from '../platform/sql.ts';
import { change, isCataloger, listed, members, saveCatalogers, see, startSetStory } from '../testing/set-story.ts';

const { database, manager, lastAudit } = await startSetStory();

test('a saved search is private, says in words who is in it, and finds its members anew each time', async () => {
  const set = await saveCatalogers(manager, { name: '  Catalogers ', description: 'For the licence project' });
  expect(set).toMatchObject({
    name: 'Catalogers',
    isPrivate: true,
    viewerCanEdit: true,
    sentence: 'Job category is "Cataloger"',
    where: isCataloger,
    search: null,
  });
  const found = await members(manager, set.id);
  expect(found).toHaveLength(set.memberCount);
  expect(found).toEqual(expect.arrayContaining(Object.values(catalogers).map(({ primaryId }) => primaryId)));
  expect(await lastAudit()).toMatchObject({ operation: 'saveSearchAsSet', refused: null, actor: 'user.manager' });

  const { contact } = unusualPeople;
  await database.execute(sql`UPDATE users SET job_category = 'CATALOGER' WHERE primary_id = ${contact.primaryId}`);
  expect(await members(manager, set.id)).toContain(contact.primaryId);
  expect((await see(manager, set.id))?.memberCount).toBe(set.memberCount + 1);
  await database.execute(sql`UPDATE users SET job_category = NULL WHERE primary_id = ${contact.primaryId}`);
});

test('of a search only what is given changes', async () => {
  const { id } = await saveCatalogers(manager, { search: ' law   catalogers ' });
  expect(await see(manager, id)).toMatchObject({ search: 'law catalogers', where: isCataloger });
  await change(manager, 'updateUserSet', { id, where: { status: { eq: 'INACTIVE' } } });
  expect(await see(manager, id)).toMatchObject({ search: 'law catalogers', where: { status: { eq: 'INACTIVE' } } });
  await change(manager, 'updateUserSet', { id, search: '' });
  expect(await see(manager, id)).toMatchObject({ search: null, where: { status: { eq: 'INACTIVE' } } });
});

test('a search whose filter got lost does not become everybody', async () => {
  const answer = await change(manager, 'saveSearchAsSet', { name: 'Oops' });
  expect(answer.issues).toEqual([{ path: ['where'], message: 'Give search or where; {} is everybody.' }]);
  const everybody = await saveCatalogers(manager, { name: 'Everybody', where: {} });
  const [row] = await database.query<{ users: number }>(sql`SELECT count(*) AS users FROM users`);
  expect(everybody).toMatchObject({ memberCount: row?.users, sentence: 'All users' });
});

test('a set does not become everybody by losing its words, unless that is said', async () => {
  const { id } = await saveCatalogers(manager, { name: 'Words only', where: undefined, search: 'law' });
  for (const lost of [{ search: '' }, { search: '  ' }, { search: '', where: null }]) {
    const { issues } = await change(manager, 'updateUserSet', { id, name: 'Other', ...lost });
    expect(issues, JSON.stringify(lost)).toMatchObject([{ path: ['where'] }]);
  }
  expect(await see(manager, id)).toMatchObject({ name: 'Words only', search: 'law' });
  expect(await lastAudit()).toMatchObject({ operation: 'updateUserSet', refused: 'INVALID_INPUT' });
  await change(manager, 'updateUserSet', { id, search: '', where: {} });
  expect(await see(manager, id)).toMatchObject({ search: null, where: {}, sentence: 'All users' });
  expect(await change(manager, 'updateUserSet', { id, name: 'Everybody' })).toMatchObject({
    set: { name: 'Everybody', search: null },
  });
});

test('a set needs a name that can be read', async () => {
  for (const name of ['', '   ', 'x'.repeat(256)]) {
    expect(await change(manager, 'saveSearchAsSet', { name, where: {} }), JSON.stringify(name)).toMatchObject({
      issues: [{ path: ['name'] }],
    });
  }
});

test('a wildcard is a character like any other, in names of sets and in saved searches', async () => {
  await saveCatalogers(manager, { name: '100% of_them \\o/' });
  for (const words of ['100%', 'of_t', '\\O/']) {
    expect(
      (await listed(manager, { name: words })).map(({ name }) => name),
      words,
    ).toEqual(['100% of_them \\o/']);
  }
  expect(await listed(manager, { name: '1%0' })).toEqual([]);
  const set = await saveCatalogers(manager, { name: 'Wild', where: undefined, search: '100% under_score' });
  expect(await members(manager, set.id)).toEqual([unusualPeople.wildcards.primaryId]);
});
