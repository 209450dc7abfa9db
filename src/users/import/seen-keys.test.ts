import { expect, test } from 'vitest';
import { SeenKeys } from './seen-keys.ts';

test('remembers the last line of many keys, and mistakes none for another', () => {
  const seen = new SeenKeys();
  const keys = Array.from({ length: 50_000 }, (_, index) => `user-${index}`);
  expect(keys.filter((key, index) => seen.see(key, index + 1) !== null)).toEqual([]);
  expect(keys.filter((key, index) => seen.see(key, 70_000) !== index + 1)).toEqual([]);
  expect(seen.see('user-7', 1)).toBe(70_000);
});
