import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { catalogers, signInPeople } from '../demo/people.ts';
import { unusualPeople } from '../demo/unusual-people.ts';
import { sql } from '../platform/sql.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
await loadDemoInstitution(database, { users: 1_000 });
// A second manager of the institution, for whom the first one's private sets do not exist.
const colleague = catalogers.atMusic.primaryId;
await database.execute(sql`
  INSERT INTO user_role (user_id, role_type_code) SELECT id, '21' FROM users WHERE primary_id = ${colleague}`);

const server = await startTestServer(testDatabase);
const manager = await server.signedInAs(signInPeople.userManager.primaryId);
const other = await server.signedInAs(colleague);
const lawManager = await server.signedInAs(signInPeople.libraryManager.primaryId);
const admin = await server.signedInAs(signInPeople.admin.primaryId);
const cataloger = await server.signedInAs(signInPeople.cataloger.primaryId);

const isCataloger = { jobCategory: { eq: 'CATALOGER' } };
const problem = '... on Problem { code message } ... on InvalidInput { issues { path message } }';

interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly issues?: readonly { path: string[]; message: string }[];
  readonly set?: SetFields;
  readonly [field: string]: unknown;
}

interface SetFields {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly memberCount: number;
  readonly isPrivate: boolean;
  readonly viewerCanEdit: boolean;
  readonly where: unknown;
  readonly search: string | null;
}

const setFields = 'id name sentence memberCount isPrivate viewerCanEdit where search';

/** Runs a set mutation; `fields` are asked of its success type. */
async function change(
  client: Client,
  mutation: string,
  input: object,
  fields = `set { ${setFields} }`,
): Promise<Answer> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const document = `mutation ($input: ${type}Input!) { answer: ${mutation}(input: $input) { __typename ... on ${type}Success { ${fields} } ${problem} } }`;
  return (await client.data<{ answer: Answer }, { input: object }>(document, { input })).answer;
}

async function saveCatalogers(client: Client, input: object = {}): Promise<SetFields> {
  const { set } = await change(client, 'saveSearchAsSet', { name: 'Catalogers', where: isCataloger, ...input });
  if (!set) throw new Error('The set was not saved.');
  return set;
}

async function see(client: Client, id: string): Promise<SetFields | null> {
  const document = `query ($id: ID!) { userSet(id: $id) { ${setFields} } }`;
  return (await client.data<{ userSet: SetFields | null }, { id: string }>(document, { id })).userSet;
}

async function listed(client: Client, listing: object = {}): Promise<SetFields[]> {
  const document = `query ($name: String, $kind: UserSetKind, $ownership: SetOwnership) {
    userSets(first: 200, name: $name, kind: $kind, ownership: $ownership) { totalCount nodes { ${setFields} } } }`;
  const { userSets } = await client.data<{ userSets: { totalCount: number; nodes: SetFields[] } }, object>(
    document,
    listing,
  );
  expect(userSets.totalCount).toBe(userSets.nodes.length);
  return userSets.nodes;
}

async function members(client: Client, id: string): Promise<string[]> {
  const document = 'query ($id: ID!) { userSet(id: $id) { members(first: 200) { totalCount nodes { primaryId } } } }';
  const { userSet } = await client.data<
    { userSet: { members: { totalCount: number; nodes: { primaryId: string }[] } } },
    { id: string }
  >(document, { id });
  expect(userSet.members.totalCount).toBe(userSet.members.nodes.length);
  return userSet.members.nodes.map(({ primaryId }) => primaryId);
}

async function userId(primaryId: string): Promise<string> {
  const [user] = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = ${primaryId}`);
  return encodeGlobalID('User', user?.id ?? 0);
}

const ids = (...people: { primaryId: string }[]) => Promise.all(people.map(({ primaryId }) => userId(primaryId)));

async function lastAudit(): Promise<object | undefined> {
  const [event] = await database.query(sql`
    SELECT actor, operation, refused, subject, details FROM audit_event ORDER BY id DESC LIMIT 1`);
  return event;
}

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

test('somebody else’s private set does not exist, whichever way one asks', async () => {
  const { id } = await saveCatalogers(manager, { name: 'Nobody’s business' });
  for (const client of [other, lawManager]) {
    expect(await see(client, id)).toBeNull();
    expect((await listed(client)).map((set) => set.id)).not.toContain(id);
    expect(await listed(client, { name: 'business' })).toEqual([]);
    const byNode = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
    expect(await client.data(byNode, { id })).toEqual({ node: null, nodes: [null] });
    const userIds = await ids(catalogers.atLaw);
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
  const answers = await Promise.all([id, never].map((set) => change(other, 'deleteUserSet', { id: set }, 'deletedId')));
  expect(answers[0]).toEqual(answers[1]);
});

test('a shared set is seen by all who manage users, and changed by its owner and administrators only', async () => {
  const { id } = await saveCatalogers(manager, { name: 'Shared', isPrivate: false });
  expect(await see(other, id)).toMatchObject({ name: 'Shared', viewerCanEdit: false });
  expect((await listed(other, { ownership: 'PUBLIC' })).map((set) => set.id)).toContain(id);
  expect((await listed(other, { ownership: 'MINE' })).map((set) => set.id)).not.toContain(id);
  expect(await change(other, 'updateUserSet', { id, name: 'Theirs' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await lastAudit()).toMatchObject({ operation: 'updateUserSet', refused: 'FORBIDDEN', actor: colleague });
  expect(await change(other, 'deleteUserSet', { id }, 'deletedId')).toMatchObject({ code: 'FORBIDDEN' });
  expect(await change(admin, 'updateUserSet', { id, name: 'Tidied up' })).toMatchObject({ set: { name: 'Tidied up' } });
  expect(await change(manager, 'updateUserSet', { id, isPrivate: true })).toMatchObject({ set: { isPrivate: true } });
  expect(await see(other, id)).toBeNull();
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
  const [atLaw, atMusic] = await ids(catalogers.atLaw, catalogers.atMusic);
  const userIds = [atLaw, atMusic, encodeGlobalID('User', 2_000_000_000)];
  const answer = await change(lawManager, 'createItemizedSet', { name: 'Two', userIds });
  expect(answer.issues).toEqual([
    { path: ['userIds', '1'], message: 'There is no such user.' },
    { path: ['userIds', '2'], message: 'There is no such user.' },
  ]);
  expect(await listed(lawManager, { name: 'Two' })).toEqual([]);
  expect(await lastAudit()).toMatchObject({ operation: 'createItemizedSet', refused: 'INVALID_INPUT' });
});

test('members are put in and taken out one by one, and every id that was given is accounted for', async () => {
  const [law, music, expired, blocked] = await ids(
    catalogers.atLaw,
    catalogers.atMusic,
    catalogers.expired,
    catalogers.blocked,
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
    { id, userIds: [law, law, await userId('patron')] },
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
  const law = await userId(catalogers.atLaw.primaryId);
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
  const userIds = await ids(catalogers.atLaw);
  const wrong = { __typename: 'WrongSetKind', code: 'WRONG_SET_KIND' };
  expect(await change(manager, 'addSetMembers', { id: logical.id, userIds })).toMatchObject(wrong);
  expect(await change(manager, 'removeSetMembers', { id: logical.id, userIds })).toMatchObject(wrong);
  const { set } = await change(manager, 'createItemizedSet', { name: 'Itemized', userIds });
  expect(await change(manager, 'updateUserSet', { id: set?.id, where: {} })).toMatchObject(wrong);
  expect(await change(manager, 'updateUserSet', { id: set?.id, search: 'x' })).toMatchObject(wrong);
  expect((await listed(manager, { kind: 'ITEMIZED' })).map(({ id }) => id)).toContain(set?.id);
  expect((await listed(manager, { kind: 'LOGICAL' })).map(({ id }) => id)).not.toContain(set?.id);
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

test('a set needs a name that can be read and stored', async () => {
  for (const name of ['', '   ', 'x'.repeat(256), 'nul\0']) {
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

test('a set that a job still needs stays; afterwards it goes, and the job keeps its report', async () => {
  const { id } = await saveCatalogers(manager, { name: 'In use' });
  const [job] = await database.query<{ id: number }>(sql`
    INSERT INTO job (name, state, actions, set_id, set_name, set_is_private, submitted_by_id, input_hash)
    SELECT 'Job', 'QUEUED', '[]', s.id, s.name, s.is_private, s.owner_id, '' FROM user_set s WHERE s.name = 'In use' RETURNING id`);
  expect(await change(manager, 'deleteUserSet', { id }, 'deletedId')).toMatchObject({ code: 'SET_IN_USE' });
  expect(await lastAudit()).toMatchObject({ operation: 'deleteUserSet', refused: 'SET_IN_USE' });
  await database.execute(sql`UPDATE job SET state = 'CANCELLED', ended_at = now(), total = 0 WHERE id = ${job?.id}`);
  expect(await change(manager, 'deleteUserSet', { id }, 'deletedId')).toMatchObject({ deletedId: id });
  expect(await see(manager, id)).toBeNull();
  expect(
    await database.query(sql`SELECT set_id AS "setId", set_name AS "setName" FROM job WHERE id = ${job?.id}`),
  ).toEqual([{ setId: null, setName: 'In use' }]);
});

test('who manages no users has no sets and sees none', async () => {
  const { id } = await saveCatalogers(manager, { isPrivate: false });
  expect(await change(cataloger, 'saveSearchAsSet', { name: 'Mine', where: {} })).toMatchObject({ code: 'FORBIDDEN' });
  for (const root of ['userSets { nodes { id } }', `userSet(id: "${id}") { id }`]) {
    const { errors } = await cataloger.query(`{ ${root} }`);
    expect(errors?.[0]?.extensions?.code, root).toBe('FORBIDDEN');
  }
  expect(await cataloger.data('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
  const { errors } = await server.anonymous.query('{ userSets { nodes { id } } }');
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});
