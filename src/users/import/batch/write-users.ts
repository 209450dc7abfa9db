import type { Queryable } from '../../../platform/database.ts';
import { join, raw, type Sql, sql } from '../../../platform/sql.ts';
import { scalarFields } from '../record/scalar-fields.ts';
import { type SegmentedList, segmentedLists } from '../record/segmented-lists.ts';
import type { RecordDecision } from './decide-record.ts';

/** A user to be written, with everything about them that was decided. */
export interface UserChange {
  readonly id: number;
  /** null: the user is there already, and keeps the spelling of their primary id. */
  readonly newPrimaryId: string | null;
  readonly decision: RecordDecision;
  /** Ids of the users they begin and cease to act for. */
  readonly proxies: { readonly added: readonly number[]; readonly removed: readonly number[] };
}

/** Who a note or block is from when the record does not tell. */
const IMPORTER = 'import';

const columnTypes = new Map<string, string>([
  ...scalarFields.map(({ column, type }) => [column, type] as const),
  ['password_hash', 'text'],
  ['primary_id', 'text'],
]);

/**
 * Writes all changes of a batch in two statements, for what is removed and for what is added: between parts of one, the
 * database gives no order. The triggers of a statement fire at its end, so a user's search text is made up once in each.
 */
export async function writeUsers(queryable: Queryable, changes: readonly UserChange[]): Promise<void> {
  const removals = [updateOf(changes), ...removalsOf(changes)];
  const additions = [insertOf(changes), ...additionsOf(changes)];
  for (const parts of [removals, additions])
    await executeTogether(
      queryable,
      parts.filter((part) => part !== null),
    );
}

async function executeTogether(queryable: Queryable, parts: readonly Sql[]): Promise<void> {
  if (parts.length === 0) return;
  const named = parts.map((part, index) => sql`${raw(`part_${index}`)} AS (${part})`);
  await queryable.execute(sql`WITH ${join(named)} SELECT`);
}

function updateOf(changes: readonly UserChange[]): Sql | null {
  const existing = changes.filter((change) => change.newPrimaryId === null);
  if (existing.length === 0) return null;
  const columns = [...new Set(existing.flatMap(({ decision }) => Object.keys(decision.changed)))];
  const rows = existing.map(({ id, decision }) => ({
    id,
    // Which columns are meant: another user's change must not blank the column here.
    brought: Object.keys(decision.changed),
    ...decision.changed,
  }));
  const assignments = columns.map((name) =>
    raw(`${name} = CASE WHEN '${name}' = ANY (r.brought) THEN r.${name} ELSE u.${name} END`),
  );
  return sql`
    UPDATE users u SET ${join([...assignments, raw('updated_at = now()')])}
    FROM ${recordset(rows, [['id', 'int'], ['brought', 'text[]'], ...typed(columns)])} WHERE u.id = r.id`;
}

function insertOf(changes: readonly UserChange[]): Sql | null {
  const created = changes.filter((change) => change.newPrimaryId !== null);
  if (created.length === 0) return null;
  const columns = [...columnTypes.keys()];
  const rows = created.map(({ id, newPrimaryId, decision }) => ({
    id,
    primary_id: newPrimaryId,
    ...decision.changed,
  }));
  return sql`
    INSERT INTO users (id, ${raw(columns.join(', '))}) SELECT r.id, ${raw(columns.map((name) => `r.${name}`).join(', '))}
    FROM ${recordset(rows, [['id', 'int'], ...typed(columns)])}`;
}

function typed(columns: readonly string[]): [string, string][] {
  return columns.map((name) => [name, columnTypes.get(name) ?? 'text']);
}

function removalsOf(changes: readonly UserChange[]): (Sql | null)[] {
  const lists = segmentedLists.map((list) => {
    const removed = changes.flatMap(({ decision }) => decision.lists.get(list.name)?.removed ?? []);
    const ids = removed.map((entry) => entry.id);
    return ids.length === 0 ? null : sql`DELETE FROM ${raw(list.table)} WHERE id = ANY (${ids})`;
  });
  const pairs = pairsOf(changes, 'removed').map(({ table, columns, rows }) => {
    const match = columns.map(([name]) => `t.${name} = r.${name}`).join(' AND ');
    return rows.length === 0
      ? null
      : sql`DELETE FROM ${raw(table)} t USING ${recordset(rows, columns)} WHERE ${raw(match)}`;
  });
  return [...lists, ...pairs];
}

function additionsOf(changes: readonly UserChange[]): (Sql | null)[] {
  const lists = segmentedLists.map((list) => insertEntries(list, changes));
  const pairs = pairsOf(changes, 'added').map(({ table, columns, rows }) => {
    const names = columns.map(([name]) => name).join(', ');
    return rows.length === 0
      ? null
      : sql`INSERT INTO ${raw(table)} (${raw(names)}) SELECT ${raw(names)} FROM ${recordset(rows, columns)}`;
  });
  return [...lists, ...pairs];
}

function insertEntries(list: SegmentedList, changes: readonly UserChange[]): Sql | null {
  const written = { created_at: new Date().toISOString(), created_by: IMPORTER };
  const rows = changes.flatMap(({ id, decision }) =>
    (decision.lists.get(list.name)?.added ?? []).map(({ segment, values }) => ({
      ...written,
      ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
      user_id: id,
      segment,
    })),
  );
  if (rows.length === 0) return null;
  const columns: [string, string][] = [
    ['user_id', 'int'],
    ['segment', 'segment_type'],
    ...list.columns.map(({ name, type }): [string, string] => [name, type]),
  ];
  const names = columns.map(([name]) => name).join(', ');
  return sql`INSERT INTO ${raw(list.table)} (${raw(names)}) SELECT ${raw(names)} FROM ${recordset(rows, columns)}`;
}

/** The tables that only pair a user with something else. */
function pairsOf(changes: readonly UserChange[], side: 'added' | 'removed') {
  const rowsOf = (column: string, members: (change: UserChange) => readonly (string | number)[], user = 'user_id') =>
    changes.flatMap((change) => members(change).map((member) => ({ [user]: change.id, [column]: member })));
  return [
    {
      table: 'user_proxy',
      columns: pairTypes(['proxy_id', 'int'], ['patron_id', 'int']),
      rows: rowsOf('patron_id', (change) => change.proxies[side], 'proxy_id'),
    },
    {
      table: 'user_resource_sharing_library',
      columns: pairTypes(['user_id', 'int'], ['library_code', 'text']),
      rows: rowsOf('library_code', (change) => change.decision.resourceSharingLibraries[side]),
    },
    {
      table: 'user_letter_opt_out',
      columns: pairTypes(['user_id', 'int'], ['letter_code', 'text']),
      rows: rowsOf('letter_code', (change) => change.decision.letterOptOuts[side]),
    },
  ];
}

function pairTypes(...columns: [string, string][]): [string, string][] {
  return columns;
}

function recordset(rows: readonly object[], columns: readonly (readonly [string, string])[]): Sql {
  const definition = columns.map(([name, type]) => `${name} ${type}`).join(', ');
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(${raw(definition)})`;
}
