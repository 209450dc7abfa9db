import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../platform/database.ts';
import { type Log, openLog } from '../platform/log.ts';
import { urlOfDatabase } from './postgres-server.ts';

/** A database of one test file. */
export interface TestDatabase {
  readonly database: Database;
  /** For what connects by itself: queue, bus, another process. */
  readonly url: string;
  readonly log: Log;
}

export interface TestDatabaseOptions {
  /** Without the tables of the migrations. */
  readonly empty?: boolean;
}

/**
 * Makes a fresh, migrated, empty database and opens it; closes and drops it after the test file's last test. Called at the
 * top level of a test file. The file fails when connections to it are still open then.
 */
export async function createTestDatabase({ empty = false }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = empty ? 'template0' : inject('templateDatabase');
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = urlOfDatabase(inject('postgresUrl'), name);
  const log = openLog({ level: 'fatal', destination: 'stderr' });
  const database = openDatabase({ url, log, applicationName: 'rollcall test' });
  afterAll(async () => {
    await database.close();
    const leaked = await onServer((client) => dropDatabase(client, name));
    if (leaked.length > 0) throw new Error(`Connections were left open:\n${leaked.join('\n')}`);
  });
  return { database, url, log };
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Drops a database whatever happens; gives who was still connected after the server's grace of five seconds. */
async function dropDatabase(client: pg.Client, name: string): Promise<string[]> {
  try {
    await client.query(`DROP DATABASE ${name}`);
    return [];
  } catch {
    const { rows } = await client.query<{ connection: string }>(
      `SELECT concat_ws(' | ', application_name, state, query) AS connection FROM pg_stat_activity WHERE datname = $1`,
      [name],
    );
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    return rows.map((row) => row.connection);
  }
}
