import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { sql } from '../platform/sql.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';

const testDatabase = await createTestDatabase();
const { database, url } = testDatabase;
const { anonymous } = await startTestServer(testDatabase);
const command = new URL('administrator.ts', import.meta.url).pathname;

/** Runs the command as a person would, and gives the password it prints. */
async function administrator(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], { env: { DATABASE_URL: url } });
  return /^ {2}(\S{10})$/m.exec(stdout)?.[1] ?? '';
}

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on SignInSuccess { viewer { rank } } ... on Problem { code } } }`;

function signIn(primaryId: string, password: string, newPassword?: string) {
  return anonymous.data(SIGN_IN, { input: { primaryId, password, newPassword } });
}

test('the first administrator of an empty database signs in with a password of their own', async () => {
  const password = await administrator('First.Admin', '--name', 'Adams');
  expect(await signIn('first.admin', password)).toMatchObject({ signIn: { code: 'PASSWORD_CHANGE_REQUIRED' } });
  expect(await signIn('first.admin', password, 'a password of my own')).toMatchObject({
    signIn: { viewer: { rank: 'SYSTEM_ADMINISTRATOR' } },
  });
  const [user] = await database.query(sql`SELECT last_name, record_type FROM users WHERE primary_id = 'First.Admin'`);
  expect(user).toEqual({ last_name: 'Adams', record_type: 'STAFF' });
});

test('somebody whose account and role have ended is one again, and their history says so', async () => {
  const role = { role: '26', status: 'INACTIVE', expiresOn: '2020-01-01' } as const;
  const { locked } = await insertPeople(database, [
    { primaryId: 'locked', status: 'INACTIVE', expiryDate: '2020-01-01', accountType: 'EXTERNAL', roles: [role] },
  ]);
  const password = await administrator('LOCKED');
  expect(await signIn('locked', password, 'a password of my own')).toMatchObject({
    signIn: { viewer: { rank: 'SYSTEM_ADMINISTRATOR' } },
  });
  const [change] = await database.query<{
    actor: string;
    changes: { field: string; before: unknown; after: unknown }[];
  }>(sql`SELECT actor, changes FROM user_change WHERE user_id = ${locked} ORDER BY id LIMIT 1`);
  expect(change?.actor).toBe('npm run administrator');
  expect(change?.changes.map(({ field }) => field)).toEqual([
    'status',
    'accountType',
    'expiryDate',
    'forcePasswordChange',
    'roles',
    'password',
  ]);
  expect(JSON.stringify(change)).not.toContain(password);
  const [event] = await database.query(
    sql`SELECT operation, authority, subject FROM audit_event WHERE operation = 'makeAdministrator' ORDER BY id DESC LIMIT 1`,
  );
  expect(event).toEqual({ operation: 'makeAdministrator', authority: 'COMMAND_LINE', subject: `User:${locked}` });
});

test('without a primary id, or with an option that there is not, it says what it wants', async () => {
  await expect(administrator()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Usage: ') });
  await expect(administrator('x', '--force')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--force'),
  });
});
