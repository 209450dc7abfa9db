import { expect } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { startDemoStory } from './demo-story.ts';

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

/** The story of the demo institution, with more of those who work with sets. */
export async function startSetStory() {
  const story = await startDemoStory();
  const { database, server } = story;
  // A second manager of the institution, for whom the first one's private sets do not exist.
  const colleague = catalogers.atMusic.primaryId;
  await database.execute(sql`
    INSERT INTO user_role (user_id, role_type_code) SELECT id, '21' FROM users WHERE primary_id = ${colleague}`);
  return {
    ...story,
    anonymous: server.anonymous,
    colleague: await server.signedInAs(colleague),
    cataloger: await server.signedInAs(signInPeople.cataloger.primaryId),
    /** The ids of these people, as clients have them. */
    ids: (...people: { readonly primaryId: string }[]) => people.map(story.idOf),
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

/** Saves a search as a set. */
export async function saveSearch(client: Client, input: object): Promise<SetFields> {
  const { set } = await change(client, 'saveSearchAsSet', input);
  if (!set) throw new Error('The set was not saved.');
  return set;
}

/** Saves the search for catalogers, or what `input` makes of it. */
export const saveCatalogers = (client: Client, input: object = {}): Promise<SetFields> =>
  saveSearch(client, { name: 'Catalogers', where: isCataloger, ...input });

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
