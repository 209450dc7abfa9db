import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { MigrationError, migrate } from './migrate.ts';
import { sql } from './sql.ts';

const { database, url, log } = await createTestDatabase({ empty: true });
const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
afterAll(() => rm(folder, { recursive: true }));

async function writeMigration(directory: string, name: string, script: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, 'migration.sql'), script);
}

const history = () =>
  database.query(sql`
    SELECT migration_name AS name, length(checksum) AS hash, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
    FROM _prisma_migrations ORDER BY started_at`);

test('processes that start together apply each migration once', async () => {
  await writeMigration(folder, '1_first', 'CREATE TABLE first (id int); INSERT INTO first VALUES (1);');
  await writeMigration(folder, '2_second', 'ALTER TABLE first ADD COLUMN name text;');
  const applied = await Promise.all([1, 2, 3].map(() => migrate({ url, directory: folder, log })));
  expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
  expect(await database.query(sql`SELECT * FROM first`)).toEqual([{ id: 1, name: null }]);
  expect(await history()).toEqual(
    ['1_first', '2_second'].map((name) => ({ name, hash: 64, finished: true, steps: 1 })),
  );
});

test('one that fails leaves nothing of itself, and can be mended', async () => {
  await writeMigration(folder, '3_third', 'CREATE TABLE third (id int); SELECT 1 / 0;');
  await expect(migrate({ url, directory: folder, log })).rejects.toThrow('3_third failed: division by zero');
  expect(await history()).toHaveLength(2);
  await writeMigration(folder, '3_third', 'CREATE TABLE third (id int);');
  expect(await migrate({ url, directory: folder, log })).toEqual(['3_third']);
});

test('one that was edited after it was applied is refused', async () => {
  const edited = `${folder}-edited`;
  await cp(folder, edited, { recursive: true });
  await appendFile(path.join(edited, '1_first', 'migration.sql'), '-- a thought afterwards');
  const migrating = migrate({ url, directory: edited, log }).finally(() => rm(edited, { recursive: true }));
  await expect(migrating).rejects.toThrow(MigrationError);
});

test("one that Prisma's tool left half done is not stepped over", async () => {
  await database.execute(sql`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '3_third'`);
  await expect(migrate({ url, directory: folder, log })).rejects.toThrow('3_third failed earlier');
});
