import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSecret, sealSecret } from './sealed-secret.ts';

const key = createSecretKey(randomBytes(32));

test('a secret is opened with the same key, for the same user, and unharmed only', () => {
  const sealed = sealSecret(key, 7, 'Kx7mPq2RtZ');
  expect(openSecret(key, 7, sealed)).toBe('Kx7mPq2RtZ');
  expect(sealed.toString('latin1')).not.toContain('Kx7mPq2RtZ');
  expect(openSecret(createSecretKey(randomBytes(32)), 7, sealed)).toBeNull();
  expect(openSecret(key, 8, sealed)).toBeNull();
  const harmed = Buffer.from(sealed);
  harmed[harmed.length - 1] = (harmed.at(-1) ?? 0) ^ 1;
  expect(openSecret(key, 7, harmed)).toBeNull();
});

test('the same secret is sealed differently each time', () => {
  expect(sealSecret(key, 7, 'x').equals(sealSecret(key, 7, 'x'))).toBe(false);
});
