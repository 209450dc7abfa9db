import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Signs and checks our own tokens: HMAC with SHA-256. */
export type SigningKey = KeyObject;

const KEY_BYTES = 32;

/**
 * The key of the setting when there is one (all machines of one deployment must share it), else the data directory's
 * own, which is made at random the first time.
 */
export async function loadSigningKey(options: { dataDirectory: string; signingKey?: string }): Promise<SigningKey> {
  if (options.signingKey) return createSecretKey(Buffer.from(options.signingKey, 'utf8'));
  const file = path.join(options.dataDirectory, 'signing-key');
  await makeOnce(options.dataDirectory, file);
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url');
  if (key.length < KEY_BYTES) throw new Error(`${file} does not hold a signing key. Delete it to have a new one made.`);
  return createSecretKey(key);
}

async function makeOnce(directory: string, file: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link is whole or not there, and never replaces a key: two processes that start at once agree on one.
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
}
