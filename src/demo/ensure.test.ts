import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { passwordMatches } from '../access/password.ts';
import { sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { ensureDemoInstitution } from './ensure.ts';
import { loadDemoInstitution } from './load.ts';
import { type DemoSignIn, SIGN_IN_FILE, withDemoPasswords } from './sign-in.ts';

const { database } = await createTestDatabase();
const dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-demo-'));
const file = path.join(dataDirectory, SIGN_IN_FILE);
afterAll(() => rm(dataDirectory, { recursive: true }));

const kept = async (): Promise<DemoSignIn[]> => JSON.parse(await readFile(file, 'utf8'));

async function passwordHash(primaryId: string): Promise<string | null> {
  const [row] = await database.query<{ hash: string | null }>(
    sql`SELECT password_hash AS hash FROM users WHERE primary_id = ${primaryId}`,
  );
  return row?.hash ?? null;
}

test('of processes that start together on an empty database one loads it, and shows passwords that work', async () => {
  const ensured = await Promise.all([1, 2, 3].map(() => ensureDemoInstitution(database, { dataDirectory, users: 60 })));
  const shown = ensured.filter((people) => people !== null);
  expect(shown).toHaveLength(1);
  const people = shown[0] ?? [];
  expect(people.map(({ primaryId }) => primaryId)).toEqual([
    'admin',
    'user.manager',
    'library.manager',
    'cataloger',
    'patron',
  ]);
  for (const { primaryId, password } of people) {
    expect(await passwordMatches(password, await passwordHash(primaryId)), primaryId).toBe(true);
  }
  expect(await kept()).toEqual(people);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('the next start touches nothing', async () => {
  const before = await kept();
  expect(await ensureDemoInstitution(database, { dataDirectory })).toBeNull();
  expect(await kept()).toEqual(before);
});

test('a load that fails leaves the old passwords in force and on file', async () => {
  const before = await kept();
  const hash = await passwordHash('admin');
  const failing = withDemoPasswords(dataDirectory, (passwordHashes) =>
    loadDemoInstitution(database, {
      users: 60,
      replace: true,
      passwordHashes,
      onProgress: () => {
        throw new Error('interrupted');
      },
    }),
  );
  await expect(failing).rejects.toThrow('interrupted');
  expect(await kept()).toEqual(before);
  expect(await passwordHash('admin')).toBe(hash);
  expect(await readdir(dataDirectory)).toEqual([SIGN_IN_FILE]);
});
