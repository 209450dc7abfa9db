import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { describeAuthority, loadAuthority, mayManageUsers } from './authority.ts';

const { database } = await createTestDatabase();
const today = '2030-06-15';

const ids = await insertPeople(database, [
  { primaryId: 'nobody' },
  { primaryId: 'manager', roles: ['200', '21'] },
  { primaryId: 'library-manager', roles: ['21@MAIN', '21@LAW', '200'] },
  { primaryId: 'manager-of-all-and-one', roles: ['21', '21@MAIN'] },
  { primaryId: 'administrator', roles: ['50'] },
  { primaryId: 'system-administrator', roles: ['26', '21@MAIN'] },
  {
    primaryId: 'was-manager',
    roles: [
      { role: '21', expiresOn: '2030-06-14' },
      { role: '21@MAIN', status: 'INACTIVE' },
    ],
  },
  { primaryId: 'manager-until-today', roles: [{ role: '21', expiresOn: '2030-06-15' }], expiryDate: '2030-06-15' },
  { primaryId: 'inactive', roles: ['26'], status: 'INACTIVE' },
  { primaryId: 'expired', roles: ['26'], expiryDate: '2030-06-14' },
]);

const load = (primaryId: keyof typeof ids) => loadAuthority(database, ids[primaryId], today);

describe('loadAuthority', () => {
  it.each([
    ['nobody', { rank: 'NONE', managesInstitution: false, managedLibraries: [], isAdministrator: false }],
    ['manager', { rank: 'USER_MANAGER', managesInstitution: true, managedLibraries: [], isAdministrator: false }],
    [
      'library-manager',
      { rank: 'USER_MANAGER', managesInstitution: false, managedLibraries: ['LAW', 'MAIN'], isAdministrator: false },
    ],
    ['manager-of-all-and-one', { rank: 'USER_MANAGER', managesInstitution: true, managedLibraries: [] }],
    ['administrator', { rank: 'USER_ADMINISTRATOR', managesInstitution: true, isAdministrator: true }],
    ['system-administrator', { rank: 'SYSTEM_ADMINISTRATOR', managesInstitution: true, isAdministrator: true }],
    ['was-manager', { rank: 'NONE', managesInstitution: false, managedLibraries: [], roles: [] }],
    ['manager-until-today', { rank: 'USER_MANAGER', managesInstitution: true }],
  ] as const)('%s', async (primaryId, expected) => {
    expect(await load(primaryId)).toMatchObject({ userId: ids[primaryId], primaryId, ...expected });
  });

  it('tells the roles in force, with what they are called', async () => {
    const authority = await load('manager-until-today');
    expect(authority?.roles).toEqual([
      { code: '21', key: 'USER_MANAGER', name: 'User Manager', libraryCode: null, expiresOn: '2030-06-15' },
    ]);
  });

  it.each(['inactive', 'expired'] as const)('knows no authority of somebody %s', async (primaryId) => {
    expect(await load(primaryId)).toBeNull();
  });

  it('knows none of somebody who does not exist', async () => {
    expect(await loadAuthority(database, 999_999, today)).toBeNull();
  });
});

describe('mayManageUsers', () => {
  it.each([
    ['nobody', false, 'NONE'],
    ['manager', true, 'USER_MANAGER at institution'],
    ['library-manager', true, 'USER_MANAGER at LAW, MAIN'],
    ['system-administrator', true, 'SYSTEM_ADMINISTRATOR at institution'],
  ] as const)('%s: %s', async (primaryId, expected, described) => {
    const authority = await load(primaryId);
    expect(authority && mayManageUsers(authority)).toBe(expected);
    expect(authority && describeAuthority(authority)).toBe(described);
  });
});
