import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dictionary } from './dictionary.ts';

test('each different value is kept once, in the order of its first coming', () => {
  const dictionary = new Dictionary();
  expect([{ a: 1 }, [2], { a: 1 }, null, [2]].map((value) => dictionary.indexOf(value))).toEqual([0, 1, 0, 2, 1]);
  expect(JSON.parse(dictionary.toJson())).toEqual([{ a: 1 }, [2], null]);
});

test('an empty one is an empty list', () => {
  expect(new Dictionary().toJson()).toBe('[]');
});

test('whatever is put in is found at its index again', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (values) => {
      const dictionary = new Dictionary();
      const indexes = values.map((value) => dictionary.indexOf(value));
      const kept: unknown[] = JSON.parse(dictionary.toJson());
      expect(indexes.map((index) => kept[index])).toEqual(JSON.parse(JSON.stringify(values)));
      expect(new Set(kept.map((value) => JSON.stringify(value))).size).toBe(kept.length);
    }),
  );
});
