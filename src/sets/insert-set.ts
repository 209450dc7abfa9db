import type { z } from 'zod';
import type { Authority } from '../access/authority.ts';
import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { UserFilter } from '../users/filter/user-filter.ts';
import type { newSet } from './set-input.ts';
import type { UserSetKind } from './stored-set.ts';

/** A set that is about to be. */
export interface NewSet extends z.output<typeof newSet> {
  readonly kind: UserSetKind;
  readonly search?: string | null;
  readonly filter?: UserFilter;
}

/** Writes a set, owned by whoever makes it, and gives its id. */
export async function insertSet(queryable: Queryable, { userId }: Authority, set: NewSet): Promise<number> {
  const filter = set.filter ? JSON.stringify(set.filter) : null;
  const [row] = await queryable.query<{ id: number }>(sql`
    INSERT INTO user_set (name, description, note, kind, is_private, search, filter, owner_id, modified_by_id)
    VALUES (${set.name}, ${set.description}, ${set.note}, ${set.kind}::user_set_kind, ${set.isPrivate}, ${set.search ?? null},
            ${filter}::jsonb, ${userId}, ${userId})
    RETURNING id`);
  if (!row) throw new Error('A set was written without getting an id.');
  return row.id;
}
