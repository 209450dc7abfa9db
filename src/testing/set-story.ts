import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { startTestServer } from './client.ts';
import { createTestDatabase } from './database.ts';

/** The filter of the story that the sets of the tests tell. */
export const isCataloger = { jobCategory: { eq: 'CATALOGER' } };

/** What a set mutation answered; `issues` and `code` when it met a problem. */
export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly issues?: readonly { path: string[]; message: string }[];
  readonly set?: SetFields;
  readonly [field: string]: unknown;
}

/** A set as its client sees it. */
export interface SetFields {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly memberCount: number;
  readonly isPrivate: boolean;
  readonly viewerCanEdit: boolean;
  readonly where: unknown;
  readonly search: string | null;
}

/** The fields of {@link SetFields}, to be asked for. */
export const setFields = 'id name sentence memberCount isPrivate viewerCanEdit where search';
const problem = '... on Problem { code message } ... on InvalidInput { issues { path message } }';

/** A server over the demo institution, with those who work with sets signed in. */
export async function startSetStory() {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  await loadDemoInstitution(database, { users: 1_000 });
  // A second manager of the institution, for whom the first one's private sets do not exist.
  const colleague = catalogers.atMusic.primaryId;
  await database.execute(sql`
    INSERT INTO user_role (user_id, role_type_code) SELECT id, '21' FROM users WHERE primary_id = ${colleague}`);
  const server = await startTestServer(testDatabase);
  const signedIn = (person: keyof typeof signInPeople) => server.signedInAs(signInPeople[person].primaryId);
  return {
    database,
    server,
    anonymous: server.anonymous,
    manager: await signedIn('userManager'),
    colleague: await server.signedInAs(colleague),
    lawManager: await signedIn('libraryManager'),
    admin: await signedIn('admin'),
    cataloger: await signedIn('cataloger'),
    /** The ids of these people, as clients have them. */
    ids: (...people: { primaryId: string }[]) =>
      Promise.all(
        people.map(async ({ primaryId }) => {
          const [user] = await database.query<{ id: number }>(
            sql`SELECT id FROM users WHERE primary_id = ${primaryId}`,
          );
          return encodeGlobalID('User', user?.id ?? 0);
        }),
      ),
    async lastAudit() {
      const [event] = await database.query(sql`
        SELECT actor, operation, refused, subject, details FROM audit_event ORDER BY id DESC LIMIT 1`);
      return event;
    },
  };
}

/** Runs a set mutation; `fields` are asked of its success type. */
export async function change(
  client: Client,
  mutation: string,
  input: object,
  fields = `set { ${setFields} }`,
): Promise<Answer> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const document = `mutation ($input: ${type}Input!) { answer: ${mutation}(input: $input) { __typename ... on ${type}Success { ${fields} } ${problem} } }`;
  return (await client.data<{ answer: Answer }, { input: object }>(document, { input })).answer;
}

/** Saves the search for catalogers, or what `input` makes of it. */
export async function saveCatalogers(client: Client, input: object = {}): Promise<SetFields> {
  const { set } = await change(client, 'saveSearchAsSet', { name: 'Catalogers', where: isCataloger, ...input });
  if (!set) throw new Error('The set was not saved.');
  return set;
}

/** The set with this id; null: not for this client. */
export async function see(client: Client, id: string): Promise<SetFields | null> {
  const document = `query ($id: ID!) { userSet(id: $id) { ${setFields} } }`;
  return (await client.data<{ userSet: SetFields | null }, { id: string }>(document, { id })).userSet;
}

/** All sets that the client is shown. */
export async function listed(client: Client, listing: object = {}): Promise<SetFields[]> {
  const document = `query ($name: String, $kind: UserSetKind, $ownership: SetOwnership) {
    userSets(first: 200, name: $name, kind: $kind, ownership: $ownership) { totalCount nodes { ${setFields} } } }`;
  const { userSets } = await client.data<{ userSets: { totalCount: number; nodes: SetFields[] } }, object>(
    document,
    listing,
  );
  expect(userSets.totalCount).toBe(userSets.nodes.length);
  return userSets.nodes;
}

/** The primary ids of the members that the client is shown. */
export async function members(client: Client, id: string): Promise<string[]> {
  const document = 'query ($id: ID!) { userSet(id: $id) { members(first: 200) { totalCount nodes { primaryId } } } }';
  const { userSet } = await client.data<
    { userSet: { members: { totalCount: number; nodes: { primaryId: string }[] } } },
    { id: string }
  >(document, { id });
  expect(userSet.members.totalCount).toBe(userSet.members.nodes.length);
  return userSet.members.nodes.map(({ primaryId }) => primaryId);
}
