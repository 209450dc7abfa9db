import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashPassword } from '../access/password.ts';
import { signInPeople } from './people.ts';

/** What somebody needs to try the demo. */
export interface DemoSignIn {
  readonly primaryId: string;
  readonly password: string;
}

/** Primary id → password as it is stored. */
export type PasswordHashes = Readonly<Record<string, string>>;

/** The file of the data directory that keeps the demo's passwords, readable by its owner alone. */
export const SIGN_IN_FILE = 'demo-sign-in.json';

/**
 * Makes random passwords for the people to sign in as, and returns them when `load` has put them into the database. The
 * file of the data directory holds those in force throughout: it is replaced only then.
 */
export async function withDemoPasswords(
  dataDirectory: string,
  load: (passwordHashes: PasswordHashes) => Promise<void>,
): Promise<DemoSignIn[]> {
  const people = Object.values(signInPeople).map(({ primaryId }) => ({ primaryId, password: randomPassword() }));
  const hashes = people.map(async ({ primaryId, password }) => [primaryId, await hashPassword(password)] as const);
  await mkdir(dataDirectory, { recursive: true });
  const file = path.join(dataDirectory, SIGN_IN_FILE);
  const next = `${file}.${randomUUID()}`;
  await writeFile(next, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600 });
  try {
    await load(Object.fromEntries(await Promise.all(hashes)));
    await rename(next, file);
  } finally {
    await rm(next, { force: true });
  }
  return people;
}

function randomPassword(): string {
  return randomBytes(12).toString('base64url');
}
