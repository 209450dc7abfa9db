import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSigningKey } from './signing-key.ts';
import { issueToken, readToken } from './token.ts';

const dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-key-'));
afterAll(() => rm(dataDirectory, { recursive: true }));

describe('the signing key', () => {
  it('is made once, at random, for its owner’s eyes only, by however many processes start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSigningKey({ dataDirectory })));
    const [first] = keys;
    expect(keys.every((key) => first?.equals(key))).toBe(true);
    expect(await readdir(dataDirectory)).toEqual(['signing-key']);
    expect((await stat(path.join(dataDirectory, 'signing-key'))).mode & 0o777).toBe(0o600);
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'rollcall-key-'));
    expect((await loadSigningKey({ dataDirectory: elsewhere })).equals(await loadSigningKey({ dataDirectory }))).toBe(
      false,
    );
    await rm(elsewhere, { recursive: true });
  });

  it('is the setting’s when there is one', async () => {
    const signingKey = 'the same secret on every machine, long enough';
    const [one, other] = await Promise.all([
      loadSigningKey({ dataDirectory, signingKey }),
      loadSigningKey({ dataDirectory: '/nowhere', signingKey }),
    ]);
    expect(one.equals(other)).toBe(true);
  });

  it('is not taken from a file that holds less than a key', async () => {
    const damaged = await mkdtemp(path.join(tmpdir(), 'rollcall-key-'));
    await writeFile(path.join(damaged, 'signing-key'), 'short\n');
    await expect(loadSigningKey({ dataDirectory: damaged })).rejects.toThrow('does not hold a signing key');
    await rm(damaged, { recursive: true });
  });
});

describe('a token', async () => {
  const key = await loadSigningKey({ dataDirectory });
  const claims = () => new SignJWT().setIssuer('rollcall').setSubject('7').setExpirationTime('1h');

  it('says who its bearer is, and until when', async () => {
    const { token, expiresAt } = await issueToken(key, 7, 60);
    expect(await readToken(key, token)).toEqual({ userId: 7, expiresAt });
  });

  it.each([
    ['of another key', () => claims().setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32))],
    ['of another algorithm', () => claims().setProtectedHeader({ alg: 'HS512' }).sign(randomBytes(64))],
    ['without a signature', async () => new UnsecuredJWT().setIssuer('rollcall').setSubject('7').encode()],
    ['of another issuer', () => claims().setIssuer('else').setProtectedHeader({ alg: 'HS256' }).sign(key)],
    [
      'that never expires',
      () => new SignJWT().setIssuer('rollcall').setSubject('7').setProtectedHeader({ alg: 'HS256' }).sign(key),
    ],
    ['that has expired', async () => (await issueToken(key, 7, -1)).token],
    [
      'of nobody',
      () => new SignJWT().setIssuer('rollcall').setExpirationTime('1h').setProtectedHeader({ alg: 'HS256' }).sign(key),
    ],
    ['that is none', async () => 'a.b.c'],
  ])('%s is worth nothing', async (_what, make) => {
    expect(await readToken(key, await make())).toBeNull();
  });
});
