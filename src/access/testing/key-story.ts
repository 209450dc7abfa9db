import { afterAll } from 'vitest';
import { type Client, openClient } from '../../client/open-client.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { mutate } from '../../testing/mutate.ts';

/** A key as it is listed. */
export interface KeyFields {
  readonly id: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly ownerPrimaryId: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

const keyFields =
  'key apiKey { id name prefix scopes ownerPrimaryId createdAt expiresAt lastUsedAt revokedAt revokedBy }';

/** Who asks, and through which key. */
export const VIEWER = '{ viewer { primaryId rank viewerCanAdministrate apiKey { prefix scopes } } }';

/** A set of everybody, to be saved. */
export const newSet = { name: 'Everybody', where: {} };

/** A server with people who have keys, and what it takes to make and use them. */
export async function startKeyStory() {
  const test = await createTestDatabase();
  const { database } = test;
  await insertPeople(database, [
    { primaryId: 'system.administrator', roles: ['26'] },
    { primaryId: 'manager', roles: ['21'] },
    { primaryId: 'leaving', roles: ['21'] },
    { primaryId: 'patron', roles: ['200'] },
  ]);
  const server = await startTestServer(test);
  const opened: Client[] = [];
  afterAll(async () => {
    for (const client of opened) await client[Symbol.asyncDispose]();
  });
  /** A client with this for a bearer token. */
  function programWith(token: string): Client {
    const client = openClient({ url: server.url, token, retryAttempts: 0 });
    opened.push(client);
    return client;
  }
  return {
    database,
    server,
    programWith,
    administrator: await server.signedInAs('system.administrator'),
    manager: await server.signedInAs('manager'),
    /** Makes a key, and a client that uses it. */
    async makeKey(owner: Client, scopes: readonly string[], more: object = {}) {
      const answer = await mutate(owner, 'createApiKey', { name: 'Nightly load', scopes, ...more }, keyFields);
      if (typeof answer.key !== 'string') throw new Error(JSON.stringify(answer));
      return { key: answer.key, apiKey: answer.apiKey as KeyFields, program: programWith(answer.key) };
    },
  };
}

/** The code of the error that a document meets; undefined: none. */
export async function codeOf(client: Client, document = '{ codeTable(name: CAMPUS) { code } }') {
  const { errors } = await client.query(document);
  return errors?.[0]?.extensions?.code;
}

/** Ends a key. */
export async function revoke(client: Client, { id }: KeyFields) {
  return mutate(client, 'revokeApiKey', { id }, 'apiKey { revokedAt revokedBy }');
}

/** All keys that the client is shown; `listing` are arguments more. */
export async function keys(client: Client, listing = ''): Promise<readonly KeyFields[]> {
  const document = `{ apiKeys(first: 200 ${listing}) { totalCount nodes { id prefix scopes ownerPrimaryId lastUsedAt } } }`;
  const { apiKeys } = await client.data<{ apiKeys: { totalCount: number; nodes: KeyFields[] } }, object>(document);
  if (apiKeys.totalCount !== apiKeys.nodes.length) throw new Error('The total count is wrong.');
  return apiKeys.nodes;
}
