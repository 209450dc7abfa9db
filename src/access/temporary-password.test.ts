import { expect, test } from 'vitest';
import { temporaryPassword } from './temporary-password.ts';

test('temporary passwords are ten characters that nobody takes for others, and none is like another', () => {
  const made = Array.from({ length: 2_000 }, temporaryPassword);
  for (const password of made) expect(password).toMatch(/^[A-HJ-NP-Za-km-np-z2-9]{10}$/);
  expect(new Set(made).size).toBe(made.length);
  expect(new Set(made.join('')).size).toBe(56);
});
