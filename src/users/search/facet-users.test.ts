import { expect, test } from 'vitest';
import { createTestDatabase } from '../../testing/database.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { type RandomRecord, randomRecords, TODAY } from '../filter/testing/random-records.ts';
import { storeRecords } from '../filter/testing/store-records.ts';
import type { UserFilter } from '../filter/user-filter.ts';
import { countUsers } from './count-users.ts';
import { FacetCounts } from './facet-counts.ts';
import { type Facet, facetUsers } from './facet-users.ts';

const { database } = await createTestDatabase();
const records = randomRecords(150, 7);
await storeRecords(database, records);

const facets: readonly Facet[] = ['userGroup', 'jobCategory', 'status', 'recordType', 'campus', 'roleType'];

/** Counted by hand, the largest first. */
function counted(found: readonly RandomRecord[], facet: Facet): [string | null, number][] {
  const counts = new Map<string | null, number>();
  for (const record of found) {
    const values =
      facet === 'roleType' ? new Set(record.roles.map(({ roleType }) => roleType)) : [record[facet] || null];
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
}

test.each<[string, UserFilter, (record: RandomRecord) => boolean]>([
  ['everybody', {}, () => true],
  ['those who are active', { status: { eq: 'ACTIVE' } }, ({ status }) => status === 'ACTIVE'],
  ['those with a role', { roles: { some: {} } }, ({ roles }) => roles.length > 0],
  ['nobody', { lastName: { eq: 'no such name' } }, () => false],
])('the users found are counted: %s', async (_, filter, belongs) => {
  const condition = compileFilter(filter, null, { today: TODAY });
  const found = records.filter(belongs);
  expect(await countUsers(database, condition)).toBe(found.length);
  const counts = await facetUsers(database, condition, facets);
  for (const facet of facets) {
    const ofFacet = counts.filter((count) => count.facet === facet).map(({ value, count }) => [value, count]);
    expect(ofFacet, facet).toEqual(counted(found, facet));
  }
});

test('facets that are asked for together are counted together, later ones anew', async () => {
  const counts = new FacetCounts(database, compileFilter(null, null, { today: TODAY }));
  const [statuses, roleTypes] = await Promise.all([counts.of('status'), counts.of('roleType')]);
  expect(statuses.map(({ value, count }) => [value, count])).toEqual(counted(records, 'status'));
  expect(roleTypes.map(({ value, count }) => [value, count])).toEqual(counted(records, 'roleType'));
  expect((await counts.of('campus')).map(({ value, count }) => [value, count])).toEqual(counted(records, 'campus'));
});
