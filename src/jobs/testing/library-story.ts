import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { lastAudit } from '../../testing/last-audit.ts';
import { rowOf } from '../../testing/row-of.ts';
import { runLane } from '../run/run-lane.ts';
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
  return {
    testDatabase,
    database,
    server,
    services,
    ids,
    readers,
    systemAdmin: await server.signedInAs('system.admin'),
    userAdmin: await server.signedInAs('user.admin'),
    manager: await server.signedInAs('manager'),
    colleague: await server.signedInAs('colleague'),
    lawManager: await server.signedInAs('law.manager'),
    cataloger: await server.signedInAs('cataloger'),
    /** Works on a job until nothing of it is left to do. */
    lane: (jobId: string) => runLane(services, rowOf(jobId), new AbortController().signal),
    /** How many rows there are in a table, or in what else may stand behind FROM. */
    async count(from: string): Promise<number | undefined> {
      const [rows] = await database.query<{ count: number }>({ text: `SELECT count(*) FROM ${from}`, values: [] });
      return rows?.count;
    },
    lastAudit: () => lastAudit(database),
  };
}
