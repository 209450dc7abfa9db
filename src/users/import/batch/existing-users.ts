import type { Queryable } from '../../../platform/database.ts';
import { raw, sql } from '../../../platform/sql.ts';
import type { Entry, IncomingUser, Segment } from '../record/incoming-user.ts';
import type { ColumnValue } from '../record/published-values.ts';
import { scalarFields } from '../record/scalar-fields.ts';
import { type EntryColumn, type ListName, type SegmentedList, segmentedLists } from '../record/segmented-lists.ts';

/** An entry as it is stored. */
export interface ExistingEntry extends Entry {
  readonly id: number;
}

/** A user as stored, under lock; of the lists only those that some record of the batch brings. */
export interface ExistingUser {
  readonly id: number;
  readonly fields: Readonly<Record<string, ColumnValue>>;
  readonly lists: Partial<Record<ListName, ExistingEntry[]>>;
  /** Ids of the users they act for. */
  readonly proxyFor: ReadonlySet<number>;
  readonly resourceSharingLibraries: ReadonlySet<string>;
  readonly letterOptOuts: ReadonlySet<string>;
}

type UserRow = { id: number; key: string } & Record<string, ColumnValue | number>;
type EntryRow = { id: number; userId: number; segment: Segment } & Record<string, ColumnValue | number>;

const userColumns = raw(scalarFields.map(({ column }) => `u.${column}`).join(', '));

/**
 * The users whose folded primary ids are in `keys`, by that key, each row locked until the transaction ends: always in the
 * order of their ids, as jobs do, so that the two wait for each other but never in a circle.
 */
export async function lockExistingUsers(
  queryable: Queryable,
  keys: readonly string[],
  brought: readonly IncomingUser[],
): Promise<Map<string, ExistingUser>> {
  const rows = await queryable.query<UserRow>(sql`
    SELECT u.id, lower(u.primary_id) COLLATE "C" AS key, ${userColumns}
    FROM users u WHERE lower(u.primary_id) COLLATE "C" = ANY (${keys}) ORDER BY u.id FOR NO KEY UPDATE`);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return new Map();
  // Read only now, when nobody else can be about to change them.
  const lists = await loadLists(queryable, ids, brought);
  const proxies = await loadPairs<number>(queryable, 'user_proxy', 'proxy_id', 'patron_id', ids);
  const libraries = await loadPairs<string>(queryable, 'user_resource_sharing_library', 'user_id', 'library_code', ids);
  const optOuts = await loadPairs<string>(queryable, 'user_letter_opt_out', 'user_id', 'letter_code', ids);
  const users = rows.map(({ id, key, ...fields }): [string, ExistingUser] => [
    key,
    {
      id,
      fields: fields as Record<string, ColumnValue>,
      lists: Object.fromEntries([...lists].map(([name, entries]) => [name, entries.get(id) ?? []])),
      proxyFor: new Set(proxies.get(id)),
      resourceSharingLibraries: new Set(libraries.get(id)),
      letterOptOuts: new Set(optOuts.get(id)),
    },
  ]);
  return new Map(users);
}

async function loadLists(queryable: Queryable, ids: readonly number[], brought: readonly IncomingUser[]) {
  const loaded = new Map<ListName, Map<number, ExistingEntry[]>>();
  for (const list of segmentedLists) {
    if (brought.some((user) => user.lists[list.name])) loaded.set(list.name, await loadEntries(queryable, list, ids));
  }
  return loaded;
}

async function loadEntries(queryable: Queryable, list: SegmentedList, ids: readonly number[]) {
  const rows = await queryable.query<EntryRow>(sql`
    SELECT id, user_id AS "userId", segment, ${raw(list.columns.map(selected).join(', '))}
    FROM ${raw(list.table)} WHERE user_id = ANY (${ids}) ORDER BY user_id, id`);
  return groupBy(rows, ({ userId, id, segment, ...values }) => [
    userId,
    { id, segment, values: values as Record<string, ColumnValue> },
  ]);
}

function selected({ name, type }: EntryColumn): string {
  // The spelling of Date.toISOString, in which moments of a record come.
  if (type === 'timestamptz') return `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${name}`;
  return name;
}

async function loadPairs<Value>(
  queryable: Queryable,
  table: string,
  userColumn: string,
  valueColumn: string,
  ids: readonly number[],
): Promise<Map<number, Value[]>> {
  const rows = await queryable.query<{ userId: number; value: Value }>(sql`
    SELECT ${raw(userColumn)} AS "userId", ${raw(valueColumn)} AS value
    FROM ${raw(table)} WHERE ${raw(userColumn)} = ANY (${ids})`);
  return groupBy(rows, ({ userId, value }) => [userId, value]);
}

function groupBy<Row, Value>(rows: readonly Row[], entry: (row: Row) => [number, Value]): Map<number, Value[]> {
  const groups = new Map<number, Value[]>();
  for (const row of rows) {
    const [id, value] = entry(row);
    const group = groups.get(id);
    if (group) group.push(value);
    else groups.set(id, [value]);
  }
  return groups;
}
