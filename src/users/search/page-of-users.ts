import type { Database } from '../../platform/database.ts';
import { sqlState } from '../../platform/database-errors.ts';
import { empty, join, type Sql, sql } from '../../platform/sql.ts';
import { asksForWords } from '../filter/asks-for-words.ts';
import { noCursor, orderMark, readCursor, writeCursor } from './cursor.ts';
import { after, orderBy, reversed } from './keyset.ts';
import { searchRows } from './search-statement.ts';
import { ordersOrDefault, type SortKey, sortKeys, type UserOrder } from './user-order.ts';

/** A list of users in an order. */
export interface UserList {
  /** Who is in it, over `users u`; that they may be seen is part of it. */
  readonly condition: Sql;
  /** The free words that led to them, for the order by relevance. */
  readonly search: string | null;
  readonly orderBy?: readonly UserOrder[] | null;
  /** What `asksForWords` says of the filter that led to them. */
  readonly byWords?: boolean;
}

/** Which part of a list is wanted. */
export interface Page {
  /** How many users at most. */
  readonly size: number;
  /** Those nearest to the end instead of the beginning. */
  readonly fromEnd?: boolean;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A user of a page, and their place in the list. */
export interface FoundUser {
  readonly id: number;
  readonly cursor: string;
}

/** A part of a list. Where nothing says whether there is more in a direction, a cursor at that end is taken to say so. */
export interface FoundPage {
  readonly users: readonly FoundUser[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * One page of a list of users. Throws {@link InvalidInput} for an order that cannot be and for a cursor of another order,
 * SearchTooExpensive when it takes too long.
 */
export async function pageOfUsers(database: Database, list: UserList, page: Page): Promise<FoundPage> {
  const orders = ordersOrDefault(list.orderBy, list.search);
  const byWords = list.byWords ?? asksForWords(null, list.search);
  const keys = sortKeys(orders, list.search, byWords);
  const mark = orderMark(orders, list.search);
  const statement = pageStatement(list.condition, keys, mark, page);
  const rows = await searchRows<{ id: number; place: string[] }>(database, statement).catch((error) => {
    throw isUnreadableValue(error) && (page.after || page.before) ? noCursor(page.after ? 'after' : 'before') : error;
  });
  const hasMore = rows.length > page.size;
  const users = rows.slice(0, page.size).map(({ id, place }) => ({ id, cursor: writeCursor(place, mark) }));
  return {
    users: page.fromEnd ? users.reverse() : users,
    hasNextPage: page.fromEnd ? Boolean(page.before) : hasMore,
    hasPreviousPage: page.fromEnd ? hasMore : Boolean(page.after),
  };
}

function pageStatement(condition: Sql, keys: readonly SortKey[], mark: string, page: Page): Sql {
  const placeOf = (cursor: string, path: string) => {
    const values = readCursor(cursor, mark, path);
    if (values.length !== keys.length || values.some((value) => value.includes('\0'))) throw noCursor(path);
    return values;
  };
  const begin = page.after ? sql`AND ${after(keys, placeOf(page.after, 'after'))}` : empty;
  const end = page.before ? sql`AND ${after(reversed(keys), placeOf(page.before, 'before'))}` : empty;
  const place = keys.map(({ expression }) => sql`(${expression})::text COLLATE "C"`);
  return sql`
    SELECT u.id, ARRAY[${join(place)}] AS place FROM users u WHERE ${condition} ${begin} ${end}
    ORDER BY ${orderBy(page.fromEnd ? reversed(keys) : keys)} LIMIT ${page.size + 1}`;
}

/** Class 22: a value that PostgreSQL cannot take as what it is said to be. Only a forged cursor holds one. */
function isUnreadableValue(error: unknown): boolean {
  return sqlState(error)?.startsWith('22') ?? false;
}
