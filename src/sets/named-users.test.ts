import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { change, listed, members, startSetStory } from '../testing/set-story.ts';

const { database, manager, lawManager, ids, lastAudit } = await startSetStory();
const { atLaw, atMusic, expired, blocked } = catalogers;
const account = 'added duplicates notFound notAdded { index reason } set { id memberCount }';
await database.execute(sql`
  INSERT INTO user_identifier (user_id, type, value, segment)
  SELECT id, 'OTHER_ID_2', 'Card-7', 'INTERNAL' FROM users WHERE primary_id = ${atMusic.primaryId}`);
await database.execute(sql`INSERT INTO users (primary_id, last_name) VALUES ('René', 'Spelled')`);
await database.execute(sql`
  INSERT INTO user_identifier (user_id, type, value, segment)
  SELECT id, 'OTHER_ID_2', 'Café', 'INTERNAL' FROM users WHERE primary_id = ${blocked.primaryId}`);
const card = (value: string, type = 'OTHER_ID_2') => ({ identifier: { type, value } });

test('users are named by id, primary id or identifier, and each of them is accounted for', async () => {
  const [law] = ids(atLaw);
  const users = [
    { id: law },
    { primaryId: expired.primaryId.toUpperCase() },
    card('Card-7'),
    card('CARD-7'),
    card('Card-7', 'BARCODE'),
    { primaryId: atLaw.primaryId },
    { primaryId: 'nobody' },
    { id: 'no id at all' },
    { id: encodeGlobalID('User', 2_000_000_000) },
  ];
  const made = await change(manager, 'createItemizedSet', { name: 'Named', users }, account);
  expect(made).toMatchObject({
    added: 3,
    duplicates: 1,
    notFound: 5,
    notAdded: [
      { index: 3, reason: 'NOT_FOUND' },
      { index: 4, reason: 'NOT_FOUND' },
      { index: 5, reason: 'DUPLICATE' },
      { index: 6, reason: 'NOT_FOUND' },
      { index: 7, reason: 'NOT_FOUND' },
      { index: 8, reason: 'NOT_FOUND' },
    ],
    set: { memberCount: 3 },
  });
  expect((await members(manager, made.set?.id ?? '')).toSorted()).toEqual(
    [atLaw, atMusic, expired].map(({ primaryId }) => primaryId).toSorted(),
  );
  expect(await lastAudit()).toMatchObject({ operation: 'createItemizedSet', details: { added: 3, notFound: 5 } });

  const added = await change(
    manager,
    'addSetMembers',
    { id: made.set?.id, users: [{ primaryId: blocked.primaryId }, { primaryId: expired.primaryId }, card('Card-7')] },
    `alreadyMembers ${account}`,
  );
  expect(added).toMatchObject({
    added: 1,
    alreadyMembers: 2,
    notAdded: [
      { index: 1, reason: 'ALREADY_MEMBER' },
      { index: 2, reason: 'ALREADY_MEMBER' },
    ],
    set: { memberCount: 4 },
  });
});

test('users are found however the letters with accents are spelled', async () => {
  const users = [{ primaryId: 'rené'.normalize('NFD') }, card('Café'.normalize('NFD'))];
  expect(await change(manager, 'createItemizedSet', { name: 'Spelled', users }, account)).toMatchObject({
    added: 2,
    notFound: 0,
  });
});

test('users are taken out of a set however they are named, and each of them is accounted for', async () => {
  const [law] = ids(atLaw);
  const userIds = ids(atLaw, atMusic, expired, blocked);
  const { set } = await change(manager, 'createItemizedSet', { name: 'Shrinks', userIds });
  const users = [
    { id: law },
    { primaryId: expired.primaryId.toUpperCase() },
    card('Card-7'),
    { primaryId: atLaw.primaryId },
    { primaryId: signInPeople.patron.primaryId },
    { primaryId: 'nobody' },
    card('CARD-7'),
  ];
  const answer = 'removed notMembers duplicates notFound notRemoved { index reason } set { memberCount }';
  expect(await change(manager, 'removeSetMembers', { id: set?.id, users }, answer)).toMatchObject({
    removed: 3,
    notMembers: 1,
    duplicates: 1,
    notFound: 2,
    notRemoved: [
      { index: 3, reason: 'DUPLICATE' },
      { index: 4, reason: 'NOT_MEMBER' },
      { index: 5, reason: 'NOT_FOUND' },
      { index: 6, reason: 'NOT_FOUND' },
    ],
    set: { memberCount: 1 },
  });
  expect(await members(manager, set?.id ?? '')).toEqual([blocked.primaryId]);
  expect(await lastAudit()).toMatchObject({ operation: 'removeSetMembers', details: { removed: 3, notFound: 2 } });
  const unknown = { id: set?.id, userIds: [...ids(blocked), 'no id at all'] };
  expect(await change(manager, 'removeSetMembers', unknown, answer)).toMatchObject({
    issues: [{ path: ['userIds', '1'] }],
  });
  for (const named of [{}, { users: [] }, { users, userIds }]) {
    const { issues } = await change(manager, 'removeSetMembers', { id: set?.id, ...named }, answer);
    expect(issues).toMatchObject([{ path: ['users'] }]);
  }
});

test('ids by themselves must all exist, and tell their duplicates as well', async () => {
  const userIds = ids(atLaw, atMusic, atLaw);
  const made = await change(manager, 'createItemizedSet', { name: 'Ids', userIds }, account);
  expect(made).toMatchObject({ added: 2, duplicates: 1, notFound: 0, notAdded: [{ index: 2, reason: 'DUPLICATE' }] });
});

test('for a library’s manager people of elsewhere are not there, however they are named', async () => {
  const [music] = ids(atMusic);
  const users = [{ primaryId: atLaw.primaryId }, { id: music }, { primaryId: atMusic.primaryId }, card('Card-7')];
  const made = await change(lawManager, 'createItemizedSet', { name: 'Of law', users }, account);
  expect(made).toMatchObject({ added: 1, notFound: 3, set: { memberCount: 1 } });
});

test('neither both ways at once, nor none, nor too many', async () => {
  const [law] = ids(atLaw);
  const { primaryId } = signInPeople.patron;
  for (const [named, path] of [
    [{ userIds: [law], users: [{ primaryId }] }, 'users'],
    [{}, 'users'],
    [{ users: [] }, 'users'],
    [{ users: Array.from({ length: 10_001 }, () => ({ primaryId })) }, 'users'],
  ] as const) {
    expect(await change(manager, 'createItemizedSet', { name: 'Neither', ...named })).toMatchObject({
      issues: [{ path: [path] }],
    });
  }
  const document = 'mutation ($input: CreateItemizedSetInput!) { createItemizedSet(input: $input) { __typename } }';
  const twoWays = { input: { name: 'Neither', users: [{ id: law, primaryId }] } };
  expect((await manager.query(document, twoWays)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(await listed(manager, { name: 'Neither' })).toEqual([]);
});
