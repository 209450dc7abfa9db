import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Task } from '../decide/decide-user.ts';
import type { IdentifierKey, UserFacts } from './user-facts.ts';

interface Holder extends IdentifierKey {
  readonly userId: number;
}

/**
 * Tells each user's decision which of the identifiers that the actions would give them somebody else holds, as it was
 * when the chunk began. Users to whom none would be given are the same objects as before.
 */
export async function withTakenIdentifiers(
  queryable: Queryable,
  users: readonly UserFacts[],
  tasks: readonly Task[],
): Promise<readonly UserFacts[]> {
  const giving = tasks.filter(({ action }) => action.newIdentifiers);
  if (giving.length === 0) return users;
  const wanted = new Map(users.map((user) => [user.id, newIdentifiers(user, giving)]));
  const all = [...wanted.values()].flat();
  if (all.length === 0) return users;
  const holders = new Map((await holdersOf(queryable, all)).map((holder) => [keyOf(holder), holder.userId]));
  return users.map((user) => {
    const taken = wanted.get(user.id)?.filter((identifier) => {
      const holder = holders.get(keyOf(identifier));
      return holder !== undefined && holder !== user.id;
    });
    return taken?.length ? { ...user, takenIdentifiers: taken } : user;
  });
}

function newIdentifiers(user: UserFacts, tasks: readonly Task[]): IdentifierKey[] {
  return tasks.flatMap(({ action, step }) => action.newIdentifiers?.(user, step) ?? []);
}

function holdersOf(queryable: Queryable, identifiers: readonly IdentifierKey[]): Promise<Holder[]> {
  const types = identifiers.map(({ type }) => type);
  const values = identifiers.map(({ value }) => value);
  return queryable.query<Holder>(sql`
    SELECT i.type, i.value, i.user_id AS "userId"
    FROM (SELECT DISTINCT * FROM unnest(${types}::text[], ${values}::text[]) AS listed(type, value)) wanted
    JOIN user_identifier i USING (type, value)`);
}

function keyOf({ type, value }: IdentifierKey): string {
  return JSON.stringify([type, value]);
}
