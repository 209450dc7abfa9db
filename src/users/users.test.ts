import { encodeGlobalID } from '@pothos/plugin-relay';
import { isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { signInPeople } from '../demo/people.ts';
import { unusualPeople } from '../demo/unusual-people.ts';
import { schema } from '../schema.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';

const testDatabase = await createTestDatabase();
const { prisma } = testDatabase.database;
await loadDemoInstitution(testDatabase.database, { users: 500 });

const server = await startTestServer(testDatabase);
const manager = await server.signedInAs(signInPeople.userManager.primaryId);
const lawManager = await server.signedInAs(signInPeople.libraryManager.primaryId);
const cataloger = await server.signedInAs(signInPeople.cataloger.primaryId);

const atLaw = { roles: { some: { libraryCode: 'LAW' } } };
const someoneAtLaw = await prisma.user.findFirstOrThrow({ where: atLaw });
const someoneElse = await prisma.user.findFirstOrThrow({ where: { NOT: atLaw } });

interface Users {
  readonly totalCount: number;
  readonly nodes: readonly { readonly primaryId: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly primaryId: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const document = `query ($search: String, $where: UserFilter, $orderBy: [UserOrder!], $first: Int, $after: String) {
  users(search: $search, where: $where, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { primaryId } edges { cursor node { primaryId } } pageInfo { hasNextPage endCursor } } }`;

async function users(client: Client, variables: object): Promise<Users> {
  return (await client.data<{ users: Users }, object>(document, variables)).users;
}

async function refusal(client: Client, variables: object, query = document): Promise<unknown> {
  const { errors } = await client.query<unknown, object>(query, variables);
  return errors?.map(({ extensions }) => extensions);
}

async function found(client: Client, variables: object): Promise<string[]> {
  const { nodes, totalCount } = await users(client, { first: 200, ...variables });
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ primaryId }) => primaryId);
}

describe('users', () => {
  test('are found by any part of their record, and counted', async () => {
    const catalogers = await prisma.user.findMany({ where: { jobCategory: 'CATALOGER' } });
    const ids = await found(manager, { where: { jobCategory: { eq: 'CATALOGER' } } });
    expect(ids.toSorted()).toEqual(catalogers.map(({ primaryId }) => primaryId).toSorted());
    const managers = { roles: { some: { roleType: { eq: 'USER_MANAGER' }, scope: { library: { eq: 'LAW' } } } } };
    expect(await found(manager, { where: managers })).toEqual([signInPeople.libraryManager.primaryId]);
  });

  test('are found by free words, in which no character has a meaning of its own', async () => {
    expect(await found(manager, { search: '100%_SURE@' })).toEqual([unusualPeople.wildcards.primaryId]);
    expect(await found(manager, { search: 'lindqvist ada' })).toEqual(['admin']);
  });

  test('come in pages, in the order asked for', async () => {
    const orderBy = [{ field: 'PRIMARY_ID', direction: 'DESC' }];
    const all = await prisma.user.findMany({ select: { primaryId: true } });
    const sorted = all.map(({ primaryId }) => primaryId.toLowerCase()).toSorted((a, b) => (a < b ? 1 : -1));
    const walked: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Users = await users(manager, { orderBy, first: 200, after });
      expect(page.edges.map(({ node }) => node)).toEqual(page.nodes);
      walked.push(...page.nodes.map(({ primaryId }) => primaryId.toLowerCase()));
      after = page.pageInfo.endCursor;
      expect(after).toBe(page.edges.at(-1)?.cursor);
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(walked).toEqual(sorted);
  });

  test('are shown with the whole record, and never with pin or password', async () => {
    const query = `query ($id: String!) { user(primaryId: $id) { primaryId lastName status birthDate createdAt
      emails { address preferred types segment } identifiers { type value status }
      roles { roleType { key name } library { code } status expiresOn parameters { name value } createdAt }
      notes { text } blocks { type code } addresses { city lines } phones { number } statistics { category }
      proxies { primaryId } proxyFor { primaryId } resourceSharingLibraries letterOptOuts } }`;
    const { user } = await manager.data<{ user: object }, object>(query, { id: 'CATALOGER' });
    expect(user).toMatchObject({
      primaryId: 'cataloger',
      lastName: 'Ortega',
      status: 'ACTIVE',
      emails: [{ address: 'clara.ortega@aldermoor.example', preferred: true }],
      identifiers: [{ type: 'BARCODE', value: '00000004', status: 'ACTIVE' }],
      roles: [
        { roleType: { key: 'CATALOGER' }, library: null, status: 'ACTIVE', expiresOn: null, parameters: [] },
        { roleType: { key: 'PATRON' }, library: null },
      ],
    });
    const fields = Object.keys(schema.getTypeMap()).flatMap((name) => {
      const type = schema.getType(name);
      // Inputs may set a pin; nothing tells one.
      return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
    });
    expect(fields.filter((field) => /^User.*(pin|hash|password)$/i.test(field))).toEqual([]);
  });

  test('are counted by what they have in common', async () => {
    const query = `{ users(first: 1, where: { jobCategory: { eq: "CATALOGER" } }) { totalCount
      facets { jobCategories { value name count } roleTypes { value name } statuses { value count } } } }`;
    const { users: answer } = await manager.data<
      { users: Users & { facets: Record<string, { count: number }[]> } },
      object
    >(query);
    expect(answer.facets.jobCategories).toEqual([{ value: 'CATALOGER', name: 'Cataloger', count: answer.totalCount }]);
    expect(answer.facets.roleTypes).toContainEqual({ value: '204', name: 'Cataloger' });
    expect(answer.facets.statuses?.reduce((sum, { count }) => sum + count, 0)).toBe(answer.totalCount);
  });
});

describe('one user', () => {
  const query = `query ($id: ID, $primaryId: String, $identifier: UserIdentifierRef) {
    user(id: $id, primaryId: $primaryId, identifier: $identifier) { id primaryId } }`;
  const one = async (client: Client, variables: object) =>
    (await client.data<{ user: { primaryId: string } | null }, object>(query, variables)).user?.primaryId ?? null;
  const idOf = ({ id }: { id: number }) => encodeGlobalID('User', id);

  test('is found by id, by primary id without case, by identifier with case', async () => {
    expect(await one(manager, { id: idOf(someoneElse) })).toBe(someoneElse.primaryId);
    expect(await one(manager, { primaryId: someoneElse.primaryId.toUpperCase() })).toBe(someoneElse.primaryId);
    const [identifier] = unusualPeople.mixedCase.identifiers;
    expect(await one(manager, { identifier })).toBe(unusualPeople.mixedCase.primaryId);
    expect(await one(manager, { identifier: { ...identifier, value: 'aBC-7x' } })).toBeNull();
    expect(await one(manager, { id: encodeGlobalID('User', 2_000_000_000) })).toBeNull();
  });

  test('is found however the letters with accents are spelled', async () => {
    const identifiers = { create: { type: 'BARCODE', value: 'Café-1', segment: 'INTERNAL' as const } };
    await prisma.user.create({ data: { primaryId: 'René', lastName: 'Café', identifiers } });
    expect(await one(manager, { primaryId: 'rené'.normalize('NFD') })).toBe('René');
    const identifier = { type: 'BARCODE', value: 'Café-1'.normalize('NFD') };
    expect(await one(manager, { identifier })).toBe('René');
  });

  test('is asked for in exactly one way', async () => {
    const invalid = [{ code: 'INVALID_INPUT', issues: [{ path: expect.anything(), message: expect.any(String) }] }];
    expect(await refusal(manager, {}, query)).toEqual(invalid);
    expect(await refusal(manager, { primaryId: 'a', id: idOf(someoneElse) }, query)).toEqual(invalid);
  });

  test('is the same by node', async () => {
    const node = 'query ($id: ID!) { node(id: $id) { id ... on User { primaryId } } }';
    const { node: user } = await manager.data<{ node: object }, object>(node, { id: idOf(someoneElse) });
    expect(user).toEqual({ id: idOf(someoneElse), primaryId: someoneElse.primaryId });
  });
});

describe('a manager of one library', () => {
  test('sees the people of that library alone, in pages, counts and facets', async () => {
    const theirs = await prisma.user.findMany({ where: atLaw });
    const ids = await found(lawManager, {});
    expect(ids.toSorted()).toEqual(theirs.map(({ primaryId }) => primaryId).toSorted());
    const { users: answer } = await lawManager.data<{ users: { facets: { statuses: { count: number }[] } } }, object>(
      '{ users { facets { statuses { count } } } }',
    );
    expect(answer.facets.statuses.reduce((sum, { count }) => sum + count, 0)).toBe(theirs.length);
  });

  test('finds nobody else by id, primary id or node', async () => {
    const id = encodeGlobalID('User', someoneElse.id);
    const query = `query ($id: ID!, $primaryId: String!) {
      byId: user(id: $id) { id } byPrimaryId: user(primaryId: $primaryId) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }`;
    const variables = { id, primaryId: someoneElse.primaryId };
    expect(await lawManager.data(query, variables)).toEqual({
      byId: null,
      byPrimaryId: null,
      node: null,
      nodes: [null],
    });
  });

  test('cannot feel for others through the people of the library', async () => {
    await prisma.userProxy.createMany({
      data: [{ patronId: someoneAtLaw.id, proxyId: someoneElse.id }],
      skipDuplicates: true,
    });
    const shown = `query ($id: String!) { user(primaryId: $id) { proxies { primaryId } } }`;
    const variables = { id: someoneAtLaw.primaryId };
    const { user } = await manager.data<{ user: { proxies: object[] } }, object>(shown, variables);
    expect(user.proxies).toContainEqual({ primaryId: someoneElse.primaryId });
    const { user: seen } = await lawManager.data<{ user: { proxies: object[] } }, object>(shown, variables);
    expect(seen.proxies).not.toContainEqual({ primaryId: someoneElse.primaryId });
    const where = { proxies: { some: { primaryId: { eq: someoneElse.primaryId } } } };
    expect(await found(manager, { where })).toEqual([someoneAtLaw.primaryId]);
    expect(await found(lawManager, { where })).toEqual([]);
  });
});

describe('is refused', () => {
  test('who manages nobody, and who is not signed in', async () => {
    expect(await refusal(cataloger, {})).toEqual([{ code: 'FORBIDDEN' }]);
    expect(await refusal(server.anonymous, {})).toEqual([{ code: 'UNAUTHENTICATED' }]);
  });

  test.each<[string, object, string[]]>([
    ['a condition that got lost', { where: { or: [{ lastName: {} }] } }, ['where', 'or', '0', 'lastName']],
    ['null for a value', { where: { lastName: { eq: null } } }, ['where', 'lastName', 'eq']],
    ['a strange cursor', { after: 'x' }, ['after']],
    ['relevance without a search', { orderBy: [{ field: 'RELEVANCE' }] }, ['orderBy', '0', 'field']],
  ])('%s, with the place of the fault', async (_, variables, path) => {
    const issues = [{ path: expect.anything(), message: expect.any(String) }];
    const answer = await refusal(manager, variables);
    expect(answer).toContainEqual({ code: 'INVALID_INPUT', issues });
    expect(JSON.stringify(answer)).toContain(path.join('","').replaceAll('"0"', '0'));
  });

  test.each<object>([
    { search: '\0' },
    { where: { lastName: { contains: 'a\0' } } },
    { where: { primaryId: { in: ['\0'] } } },
  ])('the NUL character, which no text in the database can hold: %j', async (variables) => {
    expect(await refusal(manager, variables)).toEqual([{ code: 'BAD_USER_INPUT' }]);
  });
});
