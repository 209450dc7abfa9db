import { expect, test } from 'vitest';
import type { Reference } from '../../institution/reference.ts';
import { describeFilter } from './describe-filter.ts';
import type { UserFilter } from './user-filter.ts';

const licenseViewer = { code: '58', key: 'LICENSE_VIEWER', name: 'License Viewer', rank: 'OPERATIONAL' } as const;
const viewer = { ...licenseViewer, allowsInstitution: true, allowsLibrary: false };
const roleType = { ...viewer, parameter: null, parameterRequired: false, parameterMultiple: false, enabled: true };
const names: Reference = {
  roleTypes: new Map([
    ['58', roleType],
    ['LICENSE_VIEWER', roleType],
  ]),
  libraries: new Map([['LAW', 'Law Library']]),
  circulationDesks: new Map(),
  serviceUnits: new Map(),
  codes: new Map([
    ['JOB_CATEGORY', new Map([['CAT', 'Cataloger']])],
    ['EMAIL_TYPE', new Map([['work', 'Work']])],
  ]),
  allCodes: new Map(),
  letters: new Map(),
};

const sentences: [string, UserFilter | null, string | null][] = [
  ['All users', null, null],
  ['All users', {}, '  '],
  ['Matches "anna" and "berg"', null, ' anna berg '],
  [
    'Job category is "Cataloger" and has a role License Viewer at the institution',
    {
      jobCategory: { eq: 'CAT' },
      roles: { some: { roleType: { eq: 'LICENSE_VIEWER' }, scope: { institution: { eq: true } } } },
    },
    null,
  ],
  [
    'Has no role License Viewer at the library "Law Library" (status is active and expiry date is before 2030-01-01)',
    {
      roles: {
        none: {
          roleType: { eq: '58' },
          scope: { library: { eq: 'LAW' } },
          status: { eq: 'ACTIVE' },
          expiresOn: { before: '2030-01-01' },
        },
      },
    },
    null,
  ],
  ['Has a role (is held at a library)', { roles: { some: { scope: { institution: { eq: false } } } } }, null],
  ['Has a note and has no block', { notes: { some: {} }, blocks: { none: {} } }, null],
  [
    'Matches "x" and (last name starts with "O\'" or (user group is empty and record type is staff))',
    { or: [{ lastName: { startsWith: "O'" } }, { userGroup: { isEmpty: true }, recordType: { eq: 'STAFF' } }] },
    'x',
  ],
  [
    'Not (job category is neither "Cataloger", "B" nor "C" and must change the password at the next sign-in)',
    { not: { jobCategory: { notIn: ['CAT', 'B', 'C'] }, forcePasswordChange: { ne: false } } },
    null,
  ],
  [
    'Expiry date is within the next 30 days and purge date is within the last day and birth date is today',
    { expiryDate: { withinDays: 30 }, purgeDate: { withinDays: -1 }, birthDate: { withinDays: 0 } },
    null,
  ],
  [
    'Last change is between 2026-01-01 00:00 UTC and 2026-01-02 03:04:05.678 UTC',
    { updatedAt: { between: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T03:04:05.678Z' } } },
    null,
  ],
  [
    'Has an e-mail address (types include "Work" and address contains "@example.org" and is preferred)',
    { emails: { some: { types: { eq: 'work' }, address: { contains: '@example.org' }, preferred: { eq: true } } } },
    null,
  ],
  [
    'Has a proxy (last name is "Berg" or primary id is "b")',
    { proxies: { some: { or: [{ lastName: { eq: 'Berg' } }, { primaryId: { eq: 'b' } }] } } },
    null,
  ],
  [
    'Gender is other or not (last name is not "A" or status is inactive)',
    {
      or: [{ gender: { eq: 'OTHER' } }, { not: { or: [{ lastName: { ne: 'A' } }, { status: { in: ['INACTIVE'] } }] } }],
    },
    null,
  ],
];

test.each(sentences)('%s', (sentence, filter, search) => {
  expect(describeFilter(filter, search, names)).toBe(sentence);
});
