import { expect, test } from 'vitest';
import { authorityOf, type HeldRole } from '../access/authority.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { findVisibleSet } from './find-set.ts';
import { visibleSets, visibleSetsWhere } from './visible-sets.ts';

const { database } = await createTestDatabase();
await loadDemoInstitution(database, { users: 50 });
await database.execute(sql`
  INSERT INTO user_set (name, kind, is_private, owner_id, modified_by_id)
  SELECT 'Set', 'ITEMIZED', is_private, owner, owner FROM unnest(ARRAY[1, 2, 3]) owner, unnest(ARRAY[true, false]) is_private`);
// The private sets of 1 and 2 are shared with 9, one of 1 with 2, and one with somebody who manages users no more.
await database.execute(sql`
  INSERT INTO user_set_share (set_id, user_id) SELECT s.id, u FROM user_set s, unnest(ARRAY[9, 2, 7]) u
  WHERE s.is_private AND (s.owner_id = 1 OR s.owner_id = 2 AND u = 9)`);

const role = (code: string, libraryCode: string | null): HeldRole => {
  return { code, key: code, name: code, libraryCode, expiresOn: null };
};
const viewers = {
  administrator: { viewer: authorityOf(1, 'admin', [role('26', null)]), sets: 6 },
  'manager with whom a set is shared': { viewer: authorityOf(2, 'manager', [role('21', null)]), sets: 5 },
  'manager of a library': { viewer: authorityOf(3, 'library', [role('21', 'LAW')]), sets: 4 },
  'manager without sets': { viewer: authorityOf(8, 'other', [role('21', null)]), sets: 3 },
  'manager without sets of their own': { viewer: authorityOf(9, 'guest', [role('21', 'LAW')]), sets: 5 },
  'former manager': { viewer: authorityOf(2, 'former', [role('200', null)]), sets: 0 },
  'former manager with whom a set is shared': { viewer: authorityOf(7, 'guest', [role('200', null)]), sets: 0 },
};

test.for(Object.entries(viewers))(
  'SQL, Prisma and a look by id show %s the same sets',
  async ([, { viewer, sets }]) => {
    const bySql = await database.query<{ id: number }>(
      sql`SELECT s.id FROM user_set s WHERE ${visibleSets(viewer)} ORDER BY s.id`,
    );
    const ids = bySql.map(({ id }) => id);
    expect(ids).toHaveLength(sets);
    const where = visibleSetsWhere(viewer);
    const byPrisma = await database.prisma.userSet.findMany({ where, orderBy: { id: 'asc' } });
    expect(byPrisma.map(({ id }) => id)).toEqual(ids);
    for (let id = 1; id <= 7; id += 1) {
      const known = ids.includes(id);
      expect((await findVisibleSet(database, viewer, id)) !== null, `by id ${id}`).toBe(known);
      const unique = await database.prisma.userSet.findUnique({ where: { id, AND: [where] } });
      expect(unique !== null, `by unique id ${id}`).toBe(known);
    }
  },
);
