import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer, type TestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { lastAudit } from '../../testing/last-audit.ts';
import { rowOf } from '../../testing/row-of.ts';
import { runLane } from '../run/run-lane.ts';
import { reportOf } from './job-client.ts';
import { furnishLibrary } from './library.ts';

/**
 * A server, with further `settings` as in the environment, over the library of `furnishLibrary`, its staff signed in.
 * Nobody works here: what is submitted waits until a test runs a lane.
 */
export async function startLibraryStory(readerCount: number, settings: Readonly<Record<string, string>> = {}) {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const { ids, readers } = await furnishLibrary(database, readerCount);
  const server = await startTestServer(testDatabase, { settings });
  const { services } = server;
  const systemAdmin = await server.signedInAs('system.admin');
  return {
    testDatabase,
    database,
    server,
    services,
    ids,
    readers,
    systemAdmin,
    userAdmin: await server.signedInAs('user.admin'),
    manager: await server.signedInAs('manager'),
    colleague: await server.signedInAs('colleague'),
    lawManager: await server.signedInAs('law.manager'),
    cataloger: await server.signedInAs('cataloger'),
    /** Works on a job until nothing of it is left to do. */
    lane: (jobId: string) => runLane(services, rowOf(jobId), new AbortController().signal),
    /** What came of a job for each user, by primary id: the outcome and the codes of the actions. */
    async outcomesOf(jobId: string): Promise<Record<string, [outcome: string, ...codes: string[]]>> {
      const { records } = await reportOf(systemAdmin, jobId);
      const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
      return Object.fromEntries(
        records.nodes.map(({ userId, outcome, results }) => [
          names[userId],
          [outcome, ...results.map(({ code }) => code)],
        ]),
      );
    },
    temporaryManager: temporaryManagers(database, server),
    /** How many rows there are in a table, or in what else may stand behind FROM. */
    async count(from: string): Promise<number | undefined> {
      const [rows] = await database.query<{ count: number }>({ text: `SELECT count(*) FROM ${from}`, values: [] });
      return rows?.count;
    },
    lastAudit: () => lastAudit(database),
  };
}

/** Makes one person after the other with a role, until `demote` takes it away or replaces it. */
function temporaryManagers(database: Database, server: TestServer) {
  let made = 0;
  return async (role: string) => {
    made += 1;
    const primaryId = `temporary${made}`;
    const id = (await insertPeople(database, [{ primaryId, roles: [role] }]))[primaryId] ?? 0;
    return {
      client: await server.signedInAs(primaryId),
      async demote(to?: string): Promise<void> {
        await database.execute(sql`DELETE FROM user_role WHERE user_id = ${id}`);
        if (to) await database.execute(sql`INSERT INTO user_role (user_id, role_type_code) VALUES (${id}, ${to})`);
      },
    };
  };
}
