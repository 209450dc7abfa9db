import { describe, expect, it } from 'vitest';
import { sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { loadAuthority } from './authority.ts';
import { visibleUsers, visibleUsersWhere } from './visible-users.ts';

const { database } = await createTestDatabase();

const people = [
  { primaryId: 'admin', roles: ['26'] },
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'law-manager', roles: ['21@LAW'] },
  { primaryId: 'law-and-main-manager', roles: ['21@LAW', '21@MAIN'] },
  { primaryId: 'patron', roles: ['200'] },
  { primaryId: 'law-patron', roles: ['200@LAW'] },
  { primaryId: 'law-patron-before', roles: [{ role: '200@LAW', status: 'INACTIVE', expiresOn: '2020-01-01' }] },
  { primaryId: 'main-patron', roles: ['200@MAIN', '204'] },
  { primaryId: 'without-roles' },
] as const;
const ids = await insertPeople(database, people);

describe('visible users', () => {
  const everybody = people.map(({ primaryId }) => primaryId).sort();
  const ofLaw = ['law-and-main-manager', 'law-manager', 'law-patron', 'law-patron-before'];
  it.each([
    ['admin', everybody],
    ['manager', everybody],
    ['law-manager', ofLaw],
    ['law-and-main-manager', [...ofLaw, 'main-patron']],
    ['patron', []],
  ] as const)('of %s, in SQL and through Prisma alike', async (viewer, expected) => {
    const authority = await loadAuthority(database, ids[viewer], '2030-01-01');
    if (!authority) throw new Error('no authority');
    const rows = await database.query<{ primaryId: string }>(sql`
      SELECT u.primary_id AS "primaryId" FROM users u WHERE ${visibleUsers(authority)} ORDER BY u.primary_id COLLATE "C"`);
    expect(rows.map(({ primaryId }) => primaryId)).toEqual([...expected].sort());
    const throughPrisma = await database.prisma.user.findMany({ where: visibleUsersWhere(authority) });
    expect(throughPrisma.map(({ primaryId }) => primaryId).sort()).toEqual([...expected].sort());
  });
});
