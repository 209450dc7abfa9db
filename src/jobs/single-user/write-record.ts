import type { RecordedChange } from '../../access/record-user-changes.ts';
import { holdCodes } from '../../institution/hold-codes.ts';
import type { Transaction } from '../../platform/database.ts';
import { violatedConstraint } from '../../platform/database-errors.ts';
import { InvalidInput, type Problem } from '../../platform/problems.ts';
import { join, raw, type Sql, sql } from '../../platform/sql.ts';
import type { DecisionContext } from '../actions/action.ts';
import { isOutOfReach, rankedRoleTypes } from '../actions/field-inputs.ts';
import { loadUsers } from '../record/load-users.ts';
import type { RecordInput } from './record-input.ts';
import { listIssues, replaceList } from './replace-list.ts';
import { IdentifierTaken, PrimaryIdTaken, UserNotChanged } from './single-user-problems.ts';
import { codesOf, givenEntries, listNames, loadEntries, type WholeList, wholeLists } from './whole-lists.ts';

const fields = {
  primaryId: ['primary_id', 'text'],
  recordType: ['record_type', 'record_type'],
  firstName: ['first_name', 'text'],
  middleName: ['middle_name', 'text'],
  lastName: ['last_name', 'text'],
  preferredFirstName: ['preferred_first_name', 'text'],
  preferredMiddleName: ['preferred_middle_name', 'text'],
  preferredLastName: ['preferred_last_name', 'text'],
  gender: ['gender', 'gender'],
  birthDate: ['birth_date', 'date'],
  pin: ['pin', 'text'],
} as const satisfies Partial<Record<keyof RecordInput, readonly [column: string, type: string]>>;

type Field = keyof typeof fields;
const fieldNames = Object.keys(fields) as readonly Field[];
// Of the others null says nothing, as if they had been left out.
const clearable: ReadonlySet<Field> = new Set(['gender', 'birthDate', 'pin']);

const ABOVE = 'The user holds a role above your own: their record is not yours to change.';

/**
 * Writes what is given of a record whose row this transaction holds locked, and gives what is different. Throws
 * InvalidInput (paths from `record`), PrimaryIdTaken, IdentifierTaken, or UserNotChanged for somebody who stands above who asks: whoever
 * could change their addresses would get their letters, and with them their password.
 */
export async function writeRecord(
  tx: Transaction,
  userId: number,
  record: RecordInput,
  context: DecisionContext,
): Promise<RecordedChange[]> {
  const changes = await writeFields(tx, userId, record, context.at);
  for (const list of listNames) changes.push(...(await writeList(tx, list, userId, record, context)));
  if (changes.length > 0 && (await mayNotBeWritten(tx, userId, context)))
    throw new UserNotChanged('USER_ABOVE_YOUR_OWN', [], ABOVE);
  return changes;
}

async function writeFields(tx: Transaction, userId: number, record: RecordInput, at: Date): Promise<RecordedChange[]> {
  const columns = fieldNames.map((field) => raw(`${fields[field][0]} AS "${field}"`));
  const [before] = await tx.query<Record<Field, string | null>>(
    sql`SELECT ${join(columns)} FROM users WHERE id = ${userId}`,
  );
  if (!before) throw new Error(`User ${userId} is locked and not there.`);
  const changed = fieldNames.filter((field) => isGiven(record, field) && (record[field] ?? null) !== before[field]);
  if (changed.length === 0) return [];
  const assignments = changed.map((field) => assignment(field, record[field] ?? null));
  await unlessTaken(() =>
    tx.execute(sql`UPDATE users SET ${join([...assignments, sql`updated_at = ${at}`])} WHERE id = ${userId}`),
  );
  return changed.map((field) =>
    field === 'pin'
      ? { field, before: null, after: null }
      : { field, before: before[field] || null, after: record[field] || null },
  );
}

function isGiven(record: RecordInput, field: Field): boolean {
  return record[field] !== undefined && (record[field] !== null || clearable.has(field));
}

function assignment(field: Field, value: string | null): Sql {
  const [column, type] = fields[field];
  return sql`${raw(column)} = ${value}::${raw(type)}`;
}

const taken: Readonly<Record<string, () => Problem>> = {
  users_primary_id_key: () => new PrimaryIdTaken(),
  user_identifier_type_value_key: () => new IdentifierTaken(),
};

/** Does the work; what somebody else has already comes out as PrimaryIdTaken or IdentifierTaken. */
export async function unlessTaken<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw taken[violatedConstraint(error) ?? '']?.() ?? error;
  }
}

async function writeList(
  tx: Transaction,
  list: WholeList,
  userId: number,
  record: RecordInput,
  { reference }: DecisionContext,
): Promise<RecordedChange[]> {
  const entries = givenEntries(list, record);
  if (!entries) return [];
  const stored = await loadEntries(tx, list, userId);
  const { codeTable } = wholeLists[list];
  const named = [...new Set(entries.flatMap((entry) => codesOf(list, entry)))];
  const gone = await holdCodes(
    tx,
    reference,
    named.map((code) => ({ of: codeTable, code })),
  );
  const codes = new Set(reference.codes.get(codeTable)?.keys()).difference(new Set(gone.map(({ code }) => code)));
  const issues = listIssues(list, entries, stored, codes);
  if (issues.length > 0)
    throw new InvalidInput(issues.map(({ path, message }) => ({ path: ['record', ...path], message })));
  return unlessTaken(() => replaceList(tx, list, userId, entries, stored));
}

async function mayNotBeWritten(tx: Transaction, userId: number, context: DecisionContext): Promise<boolean> {
  const roleTypes = new Set(rankedRoleTypes(null, context));
  const needs = { fields: new Set<never>(), parts: new Set<never>(), roleTypes, changesOf: null };
  const [user] = await loadUsers(tx, [userId], context.authority, needs, false);
  return user !== undefined && isOutOfReach(user, context);
}
