import { encodeGlobalID } from '@pothos/plugin-relay';
import { afterAll } from 'vitest';
import { loadDemoInstitution } from '../demo/load.ts';
import { signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { startWorker } from '../worker.ts';
import { startTestServer } from './client.ts';
import { createTestDatabase } from './database.ts';
import { lastAudit } from './last-audit.ts';

/** A server over the demo institution, some of its staff signed in; a worker does what is submitted if it `works`. */
export async function startDemoStory({ works = false }: { readonly works?: boolean } = {}) {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  await loadDemoInstitution(database, { users: 1_000 });
  const server = await startTestServer(testDatabase);
  if (works) {
    const worker = await startWorker(server.services);
    afterAll(() => worker.stop());
  }
  const users = await database.query<{ id: number; primaryId: string }>(
    sql`SELECT id, primary_id AS "primaryId" FROM users`,
  );
  const ids = new Map(users.map(({ id, primaryId }) => [primaryId, encodeGlobalID('User', id)]));
  return {
    database,
    server,
    manager: await server.signedInAs(signInPeople.userManager.primaryId),
    lawManager: await server.signedInAs(signInPeople.libraryManager.primaryId),
    admin: await server.signedInAs(signInPeople.admin.primaryId),
    /** The id of somebody whom the demo institution has, as clients have it. */
    idOf({ primaryId }: { readonly primaryId: string }): string {
      const id = ids.get(primaryId);
      if (!id) throw new Error(`There is no user ${primaryId}.`);
      return id;
    },
    lastAudit: () => lastAudit(database),
  };
}
