import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Log } from './log.ts';

interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

export interface MigrateOptions {
  readonly url: string;
  /** The folder of the migrations, each a folder with a migration.sql. */
  readonly directory: string;
  readonly log: Log;
}

/** A database whose history is not the one of the migrations at hand. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

// The table and the lock are those of `prisma migrate deploy`, so that either tool sees what the other has done.
const ADVISORY_LOCK = 72_707_369;
const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Brings the database up to date: applies the migrations that it lacks, each in a transaction of its own, and gives their
 * names. Processes that start together wait for each other. Throws a {@link MigrationError} when an applied one was edited.
 */
export async function migrate({ url, directory, log }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url, application_name: 'rollcall migrate' });
  client.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${ADVISORY_LOCK})`);
    const pending = await findPending(client, migrations);
    for (const migration of pending) {
      await apply(client, migration);
      log.info({ migration: migration.name }, 'migration applied');
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The migrations of a folder, in the order they are applied. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(directory, name)));
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const file = path.join(directory, name, 'migration.sql');
  const bytes = await readFile(file);
  return { name, script: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
}

async function findPending(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  await client.query(CREATE_HISTORY);
  const { rows } = await client.query<AppliedMigration>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
    FROM _prisma_migrations WHERE rolled_back_at IS NULL`);
  const applied = new Map(rows.map((row) => [row.name, row]));
  for (const migration of migrations) refuseOtherHistory(migration, applied.get(migration.name));
  return migrations.filter(({ name }) => !applied.has(name));
}

function refuseOtherHistory(migration: Migration, applied: AppliedMigration | undefined): void {
  if (applied === undefined) return;
  if (!applied.finished)
    throw new MigrationError(`The migration ${migration.name} failed earlier and was left half done`);
  if (applied.checksum === migration.checksum) return;
  throw new MigrationError(`The migration ${migration.name} was edited after this database had applied it`);
}

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, transaction_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new MigrationError(`The migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
