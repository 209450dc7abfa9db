import { InvalidInput } from '../../platform/problems.ts';
import { join, type Sql, sql } from '../../platform/sql.ts';
import { searchWords } from '../filter/compile-search.ts';

/** What users can be put in order by. */
export const userOrderFields = ['NAME', 'PRIMARY_ID', 'UPDATED_AT', 'EXPIRY_DATE', 'RELEVANCE'] as const;

/** One order of several: the next one decides where this one finds no difference. */
export interface UserOrder {
  readonly field: (typeof userOrderFields)[number];
  /** Default: ascending, except by relevance. */
  readonly direction?: 'ASC' | 'DESC' | null;
}

/** A value that users are sorted by. It is never NULL, so that every user has a place. */
export interface SortKey {
  readonly expression: Sql;
  readonly type: Sql;
  readonly descending: boolean;
}

const MAX_ORDERS = 5;

/** The orders asked for; where none is, by how well the search is met, or else by name. */
export function ordersOrDefault(
  orders: readonly UserOrder[] | null | undefined,
  search: string | null,
): readonly UserOrder[] {
  if (orders && orders.length > 0) return orders;
  return searchWords(search).length > 0 ? [{ field: 'RELEVANCE' }, { field: 'NAME' }] : [{ field: 'NAME' }];
}

/**
 * The values that put users in these orders and, last of all, no two of them in the same place. When they were found
 * `byWords`, the index of names is kept out of it: PostgreSQL takes the people it looks for to be spread evenly over the
 * alphabet, and reads half of it to come to the first Müller (2,100 ms of a million users, instead of 150 to sort them).
 */
export function sortKeys(orders: readonly UserOrder[], search: string | null, byWords: boolean): SortKey[] {
  if (orders.length > MAX_ORDERS) throw InvalidInput.at(['orderBy'], `Give at most ${MAX_ORDERS} orders.`);
  const keys = orders.flatMap((order, index) => keysOf(order, index, search, byWords));
  // In the direction of the first, so that an index can be read to its end and back.
  return [...keys, { expression: sql`u.id`, type: sql`int`, descending: keys[0]?.descending ?? false }];
}

function keysOf({ field, direction }: UserOrder, index: number, search: string | null, byWords: boolean): SortKey[] {
  const descending = direction ? direction === 'DESC' : field === 'RELEVANCE';
  const key = (expression: Sql, type: Sql): SortKey => ({ expression, type, descending });
  switch (field) {
    case 'NAME':
      return [sql`u.last_name`, sql`u.first_name`].map((name) =>
        key(sql`${byWords ? sql`(${name} || '')` : name} COLLATE "und-x-icu"`, sql`text`),
      );
    case 'PRIMARY_ID':
      return [key(sql`lower(u.primary_id) COLLATE "C"`, sql`text`)];
    case 'UPDATED_AT':
      return [key(sql`u.updated_at`, sql`timestamptz`)];
    case 'EXPIRY_DATE':
      // Those who never expire come last in both directions.
      return [key(sql`coalesce(u.expiry_date, ${descending ? sql`'-infinity'` : sql`'infinity'`}::date)`, sql`date`)];
    case 'RELEVANCE':
      return [key(relevance(search, index), sql`int`)];
  }
}

function relevance(search: string | null, index: number): Sql {
  const words = searchWords(search);
  if (words.length === 0) throw InvalidInput.at(['orderBy', index, 'field'], 'There is no relevance without a search.');
  return sql`(SELECT ${join(words.map(scoreOf), ' + ')} FROM user_search_text t WHERE t.user_id = u.id)`;
}

/** The primary id, a whole name (or identifier, or e-mail address), the beginning of one, of a word in one, anything else. */
function scoreOf(word: string): Sql {
  const folded = sql`search_fold(${word}::text)`;
  return sql`CASE
    WHEN starts_with(t.text, ${folded} || E'\n') THEN 5
    WHEN strpos(E'\n' || t.text || E'\n', E'\n' || ${folded} || E'\n') > 0 THEN 4
    WHEN strpos(E'\n' || t.text, E'\n' || ${folded}) > 0 THEN 3
    WHEN strpos(t.text, ' ' || ${folded}) > 0 THEN 2
    ELSE 1 END`;
}
