import type { Transaction } from '../platform/database.ts';
import { join, raw, type Sql, sql } from '../platform/sql.ts';
import type { UserDecision } from './decide-user.ts';
import { Dictionary } from './dictionary.ts';
import { type FieldChange, isPartChange, type UserField, type UserPart, userFields, userParts } from './user-facts.ts';

/** Writes what was decided for users whose rows this transaction holds locked: one statement for each kind of change. */
export async function writeChanges(tx: Transaction, decisions: readonly UserDecision[], at: Date): Promise<void> {
  for (const group of groupByFields(decisions)) await writeFields(tx, group, at);
  for (const part of Object.keys(userParts) as UserPart[]) await writePart(tx, part, entriesOf(part, decisions));
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
  const columns = fields.map(
    (field, index) => sql`${raw(userFields[field].column)} = given.${raw(`f${index}`)}::${raw(userFields[field].type)}`,
  );
  const arrays = [sql`${userIds}::int[]`, ...values.map((array) => sql`${array}::text[]`)];
  const names = ['id', ...fields.map((_, index) => `f${index}`)].join();
  const written = await tx.execute(sql`
    UPDATE users SET ${join([...columns, sql`updated_at = ${at}`])}
    FROM unnest(${join(arrays)}) AS given(${raw(names)}) WHERE users.id = given.id`);
  expectAll(written, userIds.length);
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
    for (const { field, before, after } of changes) {
      if (field !== part) continue;
      if (!before) entries.added.add(userId, after);
      else if (after) entries.replaced.add(userId, after);
      else entries.removed.add(userId, before);
    }
  }
  return entries;
}

/** Users, each with an entry of theirs. */
class Chosen {
  readonly userIds: number[] = [];
  readonly indexes: number[] = [];
  readonly dictionary = new Dictionary();

  add(userId: number, entry: unknown): void {
    this.userIds.push(userId);
    this.indexes.push(this.dictionary.indexOf(entry));
  }

  /** The same as a table: user_id, and the entry's properties in the columns' types. */
  table(part: UserPart): Sql {
    const properties = columnsOf(part).map(([name, , type]) => `"${name}" ${type}`);
    return sql`(
      SELECT chosen.user_id, entry.* FROM unnest(${this.userIds}::int[], ${this.indexes}::int[]) AS chosen(user_id, index)
      JOIN ROWS FROM (jsonb_to_recordset(${this.dictionary.toJson()}::jsonb) AS (${raw(properties.join())})) WITH ORDINALITY AS entry
        ON entry.ordinality = chosen.index + 1) AS given`;
  }
}

/** Property, column and type of each of the list's columns. */
function columnsOf(part: UserPart): [name: string, column: string, type: string][] {
  return Object.entries(userParts[part].columns).map(([name, [column, type]]) => [name, column, type]);
}

async function writePart(tx: Transaction, part: UserPart, { added, replaced, removed }: Entries): Promise<void> {
  const { table, key } = userParts[part];
  const columns = columnsOf(part);
  const keys: readonly string[] = key;
  const same = columns
    .filter(([name]) => keys.includes(name))
    .map(([name, column]) => `part.${column} IS NOT DISTINCT FROM given."${name}"`);
  const target = sql`part.user_id = given.user_id AND ${raw(same.join(' AND '))}`;
  if (removed.userIds.length > 0) {
    expectAll(
      await tx.execute(sql`DELETE FROM ${raw(table)} part USING ${removed.table(part)} WHERE ${target}`),
      removed.userIds.length,
    );
  }
  if (replaced.userIds.length > 0) {
    const others = columns
      .filter(([name]) => !keys.includes(name))
      .map(([name, column]) => `${column} = given."${name}"`);
    const written = await tx.execute(
      sql`UPDATE ${raw(table)} part SET ${raw(others.join())} FROM ${replaced.table(part)} WHERE ${target}`,
    );
    expectAll(written, replaced.userIds.length);
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
