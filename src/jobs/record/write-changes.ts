import type { Transaction } from '../../platform/database.ts';
import { join, raw, type Sql, sql } from '../../platform/sql.ts';
import type { UserDecision } from '../decide/decide-user.ts';
import { Dictionary } from '../decide/dictionary.ts';
import { type FieldChange, isPartChange } from './user-change.ts';
import { fieldEntry, type UserField } from './user-facts.ts';
import { columnsOf, rowOf, type UserPart, userPartNames, userParts } from './user-parts.ts';

/** Writes what was decided for users whose rows this transaction holds locked: one statement for each kind of change. */
export async function writeChanges(tx: Transaction, decisions: readonly UserDecision[], at: Date): Promise<void> {
  for (const group of groupByFields(decisions)) await writeFields(tx, group, at);
  for (const part of userPartNames) await writePart(tx, part, entriesOf(part, decisions));
}

interface FieldGroup {
  readonly fields: readonly UserField[];
  readonly userIds: number[];
  readonly values: (string | null)[][];
}

/** Users whose same fields change are updated by one statement. Those of whom only lists change are not written at all. */
function groupByFields(decisions: readonly UserDecision[]): Iterable<FieldGroup> {
  const groups = new Map<string, FieldGroup>();
  for (const { userId, changes } of decisions) {
    const fieldChanges = changes.filter((change): change is FieldChange => !isPartChange(change));
    if (fieldChanges.length === 0) continue;
    const fields = fieldChanges.map(({ field }) => field);
    const key = fields.join();
    const group = groups.get(key) ?? { fields, userIds: [], values: fields.map(() => []) };
    groups.set(key, group);
    group.userIds.push(userId);
    for (const [index, { after }] of fieldChanges.entries()) group.values[index]?.push(after);
  }
  return groups.values();
}

async function writeFields(tx: Transaction, { fields, userIds, values }: FieldGroup, at: Date): Promise<void> {
  const columns = fields.map((field, index) => raw(assignment(field, `given.f${index}`)));
  const arrays = [sql`${userIds}::int[]`, ...values.map((array) => sql`${array}::text[]`)];
  const names = ['id', ...fields.map((_, index) => `f${index}`)].join();
  const written = await tx.execute(sql`
    UPDATE users SET ${join([...columns, sql`updated_at = ${at}`])}
    FROM unnest(${join(arrays)}) AS given(${raw(names)}) WHERE users.id = given.id`);
  expectAll(written, userIds.length);
}

function assignment(field: UserField, given: string): string {
  const { column, type, empty } = fieldEntry(field);
  const value = empty === undefined ? `${given}::${type}` : `coalesce(${given}, '${empty}')`;
  // Who is looked after by another system signs in there: an external account has no password here.
  const password = `, password_hash = CASE ${value} WHEN 'INTERNAL' THEN users.password_hash END`;
  return `${column} = ${value}${field === 'accountType' ? password : ''}`;
}

/** The entries of one list, by what happens to them. */
interface Entries {
  readonly added: Chosen;
  readonly replaced: Chosen;
  readonly removed: Chosen;
}

function entriesOf(part: UserPart, decisions: readonly UserDecision[]): Entries {
  const entries = { added: new Chosen(), replaced: new Chosen(), removed: new Chosen() };
  for (const { userId, changes } of decisions) {
    for (const change of changes) {
      if (!isPartChange(change) || change.field !== part) continue;
      const { before, after } = change;
      if (!before) entries.added.add(userId, after);
      else if (after) entries.replaced.add(userId, after, rowOf(before));
      else entries.removed.add(userId, null, rowOf(before));
    }
  }
  return entries;
}

/** Users, each with an entry of theirs, and the row it stands in if it does. */
class Chosen {
  readonly userIds: number[] = [];
  readonly rows: (string | number | null)[] = [];
  readonly indexes: number[] = [];
  readonly dictionary = new Dictionary();

  add(userId: number, entry: unknown, row: string | number | null = null): void {
    this.userIds.push(userId);
    this.rows.push(row);
    this.indexes.push(this.dictionary.indexOf(entry));
  }

  /** The users with their rows as a table: user_id, row. */
  places(part: UserPart): Sql {
    return sql`unnest(${this.userIds}::int[], ${this.rows.map(String)}::${raw(userParts[part].row[1])}[]) AS given(user_id, row)`;
  }

  /** The same with the entry's properties in the columns' types. */
  table(part: UserPart): Sql {
    const properties = columnsOf(part).map(([name, , type]) => `"${name}" ${type}`);
    const rows = this.rows.map((row) => row?.toString() ?? null);
    return sql`(
      SELECT chosen.user_id, chosen.row, entry.* FROM unnest(${this.userIds}::int[], ${rows}::${raw(userParts[part].row[1])}[], ${this.indexes}::int[])
        AS chosen(user_id, row, index)
      JOIN ROWS FROM (jsonb_to_recordset(${this.dictionary.toJson()}::jsonb) AS (${raw(properties.join())})) WITH ORDINALITY AS entry
        ON entry.ordinality = chosen.index + 1) AS given`;
  }
}

async function writePart(tx: Transaction, part: UserPart, { added, replaced, removed }: Entries): Promise<void> {
  const { table, row } = userParts[part];
  const columns = columnsOf(part);
  const target = raw(`part.user_id = given.user_id AND part.${row[0]} = given.row`);
  if (removed.userIds.length > 0) {
    const gone = sql`DELETE FROM ${raw(table)} part USING ${removed.places(part)} WHERE ${target}`;
    expectAll(await tx.execute(gone), removed.userIds.length);
  }
  if (replaced.userIds.length > 0) {
    const values = raw(columns.map(([name, column]) => `${column} = given."${name}"`).join());
    const written = sql`UPDATE ${raw(table)} part SET ${values} FROM ${replaced.table(part)} WHERE ${target}`;
    expectAll(await tx.execute(written), replaced.userIds.length);
  }
  if (added.userIds.length > 0) {
    const into = raw(`${table} (user_id, ${columns.map(([, column]) => column).join()})`);
    const values = raw(columns.map(([name]) => `given."${name}"`).join());
    await tx.execute(sql`INSERT INTO ${into} SELECT given.user_id, ${values} FROM ${added.table(part)}`);
  }
}

/** The rows are locked and were read under the lock: anything else than all of them is a fault of ours, never to be counted as done. */
function expectAll(written: number, expected: number): void {
  if (written !== expected) throw new Error(`${written} rows were written where ${expected} were decided.`);
}
