import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { openLog } from '../platform/log.ts';
import { migrate } from '../platform/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server of this test run, its `postgres` database. */
    readonly postgresUrl: string;
    /** The migrated database that test databases are copies of. */
    readonly templateDatabase: string;
  }
}

const TEMPLATE = 'template_rollcall';

// Nothing of a test run is worth surviving a power cut.
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '1GB' };

/** Runs one PostgreSQL for all test files, with a migrated database to copy. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const log = openLog({ level: 'warn', destination: 'stderr' });
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-test-'));
  // The account that PostgreSQL runs under must be able to enter when that is not ours.
  await chmod(dataDirectory, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDirectory, log, settings: SETTINGS });
  await createTemplate(urlOfDatabase(postgres.url, 'postgres'));
  await migrate({ url: urlOfDatabase(postgres.url, TEMPLATE), directory: 'prisma/migrations', log });
  project.provide('postgresUrl', urlOfDatabase(postgres.url, 'postgres'));
  project.provide('templateDatabase', TEMPLATE);
  return async () => {
    const cluster = await realpath(path.join(dataDirectory, 'postgres'));
    await postgres.stop();
    for (const directory of [cluster, dataDirectory]) await rm(directory, { recursive: true, force: true });
  };
}

/** The same server's address with another database. */
export function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
}
