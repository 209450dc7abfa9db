import { encodeGlobalID } from '@pothos/plugin-relay';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { insertPeople } from '../../testing/insert-people.ts';

/** Opaque ids by primary id: the staff, and the readers `r1`, `r2` … whose ids follow each other. */
export interface Library {
  readonly ids: Readonly<Record<string, string>>;
  readonly readers: readonly string[];
}

/** Who signs in to the tests of jobs. */
const staff = [
  { primaryId: 'system.admin', roles: ['26'] },
  { primaryId: 'user.admin', roles: ['50'] },
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'colleague', roles: ['21'] },
  { primaryId: 'law.manager', roles: ['21@LAW'] },
  { primaryId: 'cataloger', roles: ['204'] },
] as const;

/** The demo institution's libraries and codes, people to sign in as, and so many readers with nothing to their names. */
export async function furnishLibrary(database: Database, readerCount: number): Promise<Library> {
  await database.transaction(insertReferenceData);
  await insertPeople(database, staff);
  await database.execute(sql`
    INSERT INTO users (primary_id, last_name) SELECT 'r' || n, 'Reader ' || n FROM generate_series(1, ${readerCount}::int) n`);
  const users = await database.query<{ id: number; primaryId: string }>(
    sql`SELECT id, primary_id AS "primaryId" FROM users ORDER BY id`,
  );
  const ids = Object.fromEntries(users.map(({ id, primaryId }) => [primaryId, encodeGlobalID('User', id)]));
  return {
    ids,
    readers: Object.keys(ids)
      .filter((primaryId) => /^r\d+$/.test(primaryId))
      .map((name) => ids[name] ?? ''),
  };
}
