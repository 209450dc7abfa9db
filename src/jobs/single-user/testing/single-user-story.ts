import { encodeGlobalID } from '@pothos/plugin-relay';
import type { Client } from '../../../client/open-client.ts';
import { insertReferenceData } from '../../../demo/insert-reference-data.ts';
import { sql } from '../../../platform/sql.ts';
import { startTestServer } from '../../../testing/client.ts';
import { createTestDatabase } from '../../../testing/database.ts';
import { insertPeople } from '../../../testing/insert-people.ts';
import { lastAudit } from '../../../testing/last-audit.ts';
import { type MutationAnswer, mutate } from '../../../testing/mutate.ts';
import { rowOf } from '../../../testing/row-of.ts';

/** A user as the mutations answer with them. */
export interface Person {
  readonly id: string;
  readonly primaryId: string;
  readonly version: string;
}

/** What is asked of the mutations' success. */
export const outcome =
  'user { id primaryId status version } outcome results { position code warnings } changes { field before after }';

const SEEN = `query ($id: ID!) { user(id: $id) { primaryId firstName lastName gender birthDate recordType status userGroup updatedAt version
  accountType externalId forcePasswordChange
  addresses { types lines city postalCode preferred segment } emails { address types preferred segment }
  phones { number types preferred preferredSms } roles { roleType { code } library { code } } identifiers { type value } } }`;

interface HistoryEntry {
  readonly actor: string;
  readonly origin: string;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** A server over the demo's codes and libraries, with people who manage users, and an external one. */
export async function startSingleUserStory() {
  const test = await createTestDatabase();
  const { database } = test;
  await insertReferenceData(database);
  const ids = await insertPeople(database, [
    { primaryId: 'system.administrator', roles: ['26'] },
    { primaryId: 'manager', roles: ['21'] },
    { primaryId: 'law.manager', roles: ['21@LAW'] },
    { primaryId: 'external', accountType: 'EXTERNAL', roles: ['200'] },
  ]);
  const server = await startTestServer(test);
  const manager = await server.signedInAs('manager');
  let made = 0;
  return {
    database,
    server,
    manager,
    administrator: await server.signedInAs('system.administrator'),
    lawManager: await server.signedInAs('law.manager'),
    idOf: (person: keyof typeof ids) => encodeGlobalID('User', ids[person]),
    /** Makes somebody new, with a primary id of their own unless it is given. */
    async somebody(record: object = {}, client: Client = manager, actions: object[] = []): Promise<Person> {
      made += 1;
      const input = { record: { primaryId: `person-${made}`, lastName: 'Person', ...record }, actions };
      const { user, ...answer } = await mutate(client, 'createUser', input, outcome);
      if (!user) throw new Error(JSON.stringify(answer));
      return user as Person;
    },
    /** The user as the client is shown them. */
    async see(id: string, client: Client = manager) {
      return (await client.data<{ user: Record<string, unknown> | null }, object>(SEEN, { id })).user;
    },
    lastAudit: () => lastAudit(database),
    /** What the history of the user keeps of mutations, the oldest first. */
    async history(id: string) {
      const userId = rowOf(id);
      return database.query<HistoryEntry>(
        sql`SELECT actor, origin, changes FROM user_change WHERE user_id = ${userId} ORDER BY id`,
      );
    },
  };
}

/** Changes a user; answers with what {@link outcome} asks for, or with the problem. */
export async function update(client: Client, id: string, input: object): Promise<MutationAnswer> {
  return mutate(client, 'updateUser', { id, ...input }, outcome);
}
