import { expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { compileFilter } from './compile-filter.ts';
import { parseFilter } from './parse-filter.ts';
import type { UserFilter } from './user-filter.ts';

const { database } = await createTestDatabase();

// Four people, each different from the others in what the tests ask for.
await database.prisma.library.createMany({ data: [{ code: 'LAW', name: 'Law' }] });
const anna = { id: 1, primaryId: 'Anna', lastName: 'Müller', jobCategory: 'CAT', userGroup: '' };
const bert = {
  id: 2,
  primaryId: 'bert_%',
  lastName: '100% Σίσυφος',
  jobCategory: 'ACQ',
  expiryDate: new Date('2026-06-30'),
};
const cleo = { id: 3, primaryId: 'cleo\\', lastName: 'muller', expiryDate: new Date('2026-07-01') };
const dora = { id: 4, primaryId: 'dora', lastName: 'İpek', expiryDate: new Date('2026-06-01'), jobDescription: 'a_b' };
await database.prisma.user.createMany({ data: [anna, bert, cleo, dora] });
await database.prisma.userIdentifier.createMany({
  data: [
    { userId: 1, type: 'BARCODE', value: 'aB1', segment: 'INTERNAL' },
    { userId: 2, type: 'BARCODE', value: 'Ab1', segment: 'INTERNAL' },
    { userId: 2, type: 'UNIV_ID', value: 'zz', segment: 'INTERNAL' },
  ],
});
await database.prisma.userRole.createMany({
  data: [
    { userId: 1, roleTypeCode: '58', expiresOn: new Date('2026-01-01') },
    { userId: 1, roleTypeCode: '200', libraryCode: 'LAW' },
    { userId: 2, roleTypeCode: '58', status: 'INACTIVE', parameters: [{ name: 'READ_ONLY', value: 'true' }] },
  ],
});
await database.prisma.userProxy.createMany({ data: [{ patronId: 3, proxyId: 1 }] });

async function found(filter: UserFilter, search: string | null = null, visible = sql`TRUE`): Promise<string> {
  const condition = compileFilter(parseFilter(filter), search, { today: '2026-06-30', visible });
  const rows = await database.query<{ primaryId: string }>(
    sql`SELECT u.primary_id AS "primaryId" FROM users u WHERE ${condition} ORDER BY u.id`,
  );
  return rows.map(({ primaryId }) => primaryId.slice(0, 4)).join(' ');
}

const meanings: [string, UserFilter, string][] = [
  ['an empty filter is everybody', {}, 'Anna bert cleo dora'],
  ['"is not" includes those without one', { jobCategory: { ne: 'CAT' } }, 'bert cleo dora'],
  ['"is neither" includes those without one', { jobCategory: { notIn: ['CAT', 'ACQ'] } }, 'cleo dora'],
  ['a code is compared as it is', { jobCategory: { eq: 'cat' } }, ''],
  ['"not" of a comparison includes those without a value', { not: { jobCategory: { eq: 'ACQ' } } }, 'Anna cleo dora'],
  [
    '"not" of a date comparison includes those without one',
    { not: { expiryDate: { onOrBefore: '2026-06-30' } } },
    'Anna cleo',
  ],
  ['no value is not before anything', { expiryDate: { before: '2026-06-30' } }, 'dora'],
  ['empty and blank codes are the same', { userGroup: { isEmpty: true } }, 'Anna bert cleo dora'],
  ['several tests of a field all hold', { expiryDate: { after: '2026-06-01', before: '2026-07-01' } }, 'bert'],
  ['between includes both ends', { expiryDate: { between: { from: '2026-06-01', to: '2026-06-30' } } }, 'bert dora'],
  ['the next day includes today and tomorrow', { expiryDate: { withinDays: 1 } }, 'bert cleo'],
  ['no days are today', { expiryDate: { withinDays: 0 } }, 'bert'],
  ['the last 29 days include today and the first of them', { expiryDate: { withinDays: -29 } }, 'bert dora'],
  ['a primary id has no case', { primaryId: { eq: 'ANNA' } }, 'Anna'],
  ['primary ids in a list have no case', { primaryId: { in: ['anna', 'DORA'] } }, 'Anna dora'],
  ['text has no case, but accents', { lastName: { eq: 'MÜLLER' } }, 'Anna'],
  ['a decomposed accent is an accent', { lastName: { eq: 'Mu\u0308ller' } }, 'Anna'],
  ['a final sigma is a sigma', { lastName: { contains: 'σίσυφοσ' } }, 'bert'],
  ['per cent is a character', { lastName: { startsWith: '100%' } }, 'bert'],
  ['per cent is no wildcard', { lastName: { startsWith: '1%0' } }, ''],
  ['an underscore is no wildcard', { primaryId: { contains: 'r_' } }, ''],
  ['an underscore is a character', { jobDescription: { contains: 'A_B' } }, 'dora'],
  ['a backslash is a character', { primaryId: { contains: '\\' } }, 'cleo'],
  ['an identifier has a case', { identifiers: { some: { value: { eq: 'aB1' } } } }, 'Anna'],
  ['a part of an identifier has none', { identifiers: { some: { value: { startsWith: 'AB' } } } }, 'Anna bert'],
  [
    'all conditions hold for the same entry',
    { identifiers: { some: { type: { eq: 'UNIV_ID' }, value: { eq: 'Ab1' } } } },
    '',
  ],
  ['"none" holds for those without any', { identifiers: { none: { type: { eq: 'UNIV_ID' } } } }, 'Anna cleo dora'],
  ['"some" of nothing said: any', { roles: { some: {} } }, 'Anna bert'],
  ['a role type by its code', { roles: { some: { roleType: { eq: '58' } } } }, 'Anna bert'],
  ['a role type by its key', { roles: { some: { roleType: { in: ['LICENSE_VIEWER', 'x'] } } } }, 'Anna bert'],
  ['an ended role', { roles: { some: { expiresOn: { before: '2026-06-30' } } } }, 'Anna'],
  [
    'a role at the institution',
    { roles: { some: { scope: { institution: { eq: true } }, status: { eq: 'ACTIVE' } } } },
    'Anna',
  ],
  ['a role at a library', { roles: { some: { scope: { library: { eq: 'LAW' } } } } }, 'Anna'],
  [
    'a parameter',
    { roles: { some: { parameters: { some: { name: { eq: 'READ_ONLY' }, value: { eq: 'true' } } } } } },
    'bert',
  ],
  ['a proxy', { proxies: { some: { lastName: { eq: 'müller' } } } }, 'cleo'],
  ['a person to be proxy for', { proxyFor: { some: { primaryId: { startsWith: 'CLEO' } } } }, 'Anna'],
  [
    'alternatives',
    { or: [{ primaryId: { eq: 'anna' } }, { roles: { none: {} } }], jobCategory: { isEmpty: true } },
    'cleo dora',
  ],
];

test.each(meanings)('%s', async (_, filter, expected) => {
  expect(await found(filter)).toBe(expected);
});

const searches: [string, string, string][] = [
  ['without case and accents', 'MULLER', 'Anna cleo'],
  ['with accents that are not there', 'müller', 'Anna cleo'],
  ['every word occurs somewhere', 'ab1 100', 'bert'],
  ['a word that occurs nowhere', 'ab1 nobody', ''],
  ['an identifier, a sigma', ' σιΣυφοσ  ZZ ', 'bert'],
  ['a dotted capital', 'ipek', 'dora'],
  ['per cent is a character', '%', 'bert'],
  ['an underscore is a character', 't_%', 'bert'],
  ['a backslash is a character', '\\', 'cleo'],
  ['blank is everybody', '   ', 'Anna bert cleo dora'],
];

test.each(searches)('search: %s', async (_, search, expected) => {
  expect(await found({}, search)).toBe(expected);
});

test('who may not be seen cannot be felt for through a relation either', async () => {
  const filter: UserFilter = { proxies: { some: { lastName: { eq: 'müller' } } } };
  expect(await found(filter, null, sql`u.id <> 1`)).toBe('');
});
