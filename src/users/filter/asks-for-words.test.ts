import { expect, test } from 'vitest';
import { asksForWords } from './asks-for-words.ts';
import type { UserFilter } from './user-filter.ts';

test.each<[boolean, UserFilter | null, string | null]>([
  [false, null, null],
  [true, {}, 'muller'],
  [false, {}, 'a b'],
  [true, { lastName: { startsWith: 'M' } }, null],
  [false, { lastName: { ne: 'Müller' } }, null],
  [false, { jobCategory: { eq: 'CATALOGER' } }, null],
  [true, { and: [{ status: { eq: 'ACTIVE' } }, { firstName: { eq: 'Anna' } }] }, null],
  [true, { or: [{ firstName: { eq: 'Anna' } }, { lastName: { in: ['Berg'] } }] }, null],
  [false, { or: [{ firstName: { eq: 'Anna' } }, { status: { eq: 'ACTIVE' } }] }, null],
  [false, { not: { lastName: { eq: 'Berg' } } }, null],
  [true, { emails: { some: { address: { contains: 'anna' } } } }, null],
  [false, { emails: { none: { address: { contains: 'anna' } } } }, null],
])('%s for %j, %j', (expected, filter, search) => {
  expect(asksForWords(filter, search)).toBe(expected);
});
