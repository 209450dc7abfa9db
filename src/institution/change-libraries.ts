import { z } from 'zod';
import { auditedChange, type Operator } from '../access/audited-change.ts';
import type { Transaction } from '../platform/database.ts';
import { parseInput } from '../platform/parse-input.ts';
import { NotFound } from '../platform/problems.ts';
import { raw, sql } from '../platform/sql.ts';
import { newCode, newName } from './institution-input.ts';
import { CodeInUse, CodeTaken } from './institution-problems.ts';

const creation = z.object({ code: newCode, name: newName });
const renaming = z.object({ name: newName });

/** A library to be. */
export type NewLibrary = z.input<typeof creation>;

/** Adds a library and gives its code as it was stored. Throws InvalidInput or CodeTaken. */
export async function createLibrary(operator: Operator, input: NewLibrary): Promise<string> {
  const about = { operation: 'createLibrary', subject: subjectOf(input.code) };
  return auditedChange(operator, about, async (transaction) => {
    const { code, name } = parseInput(creation, input);
    const created = await transaction.execute(
      sql`INSERT INTO library (code, name) VALUES (${code}, ${name}) ON CONFLICT DO NOTHING`,
    );
    if (created === 0) throw new CodeTaken('The library', code);
    return { result: code, details: { after: { name } } };
  });
}

/** Changes what people call a library. Throws InvalidInput or NotFound. */
export async function updateLibrary(operator: Operator, code: string, input: { readonly name: string }): Promise<void> {
  await auditedChange(operator, { operation: 'updateLibrary', subject: subjectOf(code) }, async (transaction) => {
    const { name } = parseInput(renaming, input);
    const before = await lockLibrary(transaction, code, 'NO KEY UPDATE');
    await transaction.execute(sql`UPDATE library SET name = ${name} WHERE code = ${code}`);
    return { result: undefined, details: { before, after: { name } } };
  });
}

/** Deletes a library that nothing refers to. Throws NotFound, or CodeInUse with the number of what does. */
export async function deleteLibrary(operator: Operator, code: string): Promise<void> {
  await auditedChange(operator, { operation: 'deleteLibrary', subject: subjectOf(code) }, async (transaction) => {
    const before = await lockLibrary(transaction, code, 'UPDATE');
    await refuseUsed(transaction, code);
    await transaction.execute(sql`DELETE FROM library WHERE code = ${code}`);
    return { result: undefined, details: { before } };
  });
}

// UPDATE keeps others from referring to it, too; only what deletes it may be so much in their way.
async function lockLibrary(transaction: Transaction, code: string, lock: 'UPDATE' | 'NO KEY UPDATE') {
  const [library] = await transaction.query<{ name: string }>(
    sql`SELECT name FROM library WHERE code = ${code} FOR ${raw(lock)}`,
  );
  if (!library) throw new NotFound('Library');
  return library;
}

async function refuseUsed(transaction: Transaction, code: string): Promise<void> {
  const [uses] = await transaction.query<Record<'roles' | 'desks' | 'units' | 'sharers', number>>(sql`
    SELECT (SELECT count(*) FROM user_role WHERE library_code = ${code}) AS roles,
           (SELECT count(*) FROM circulation_desk WHERE library_code = ${code}) AS desks,
           (SELECT count(*) FROM service_unit WHERE library_code = ${code}) AS units,
           (SELECT count(*) FROM user_resource_sharing_library WHERE library_code = ${code}) AS sharers`);
  if (!uses) throw new Error('The uses of a library were not counted.');
  const { roles, desks, units, sharers } = uses;
  const count = roles + desks + units + sharers;
  const holders = `${roles} roles, ${desks} circulation desks, ${units} service units and ${sharers} resource-sharing users`;
  if (count > 0) throw new CodeInUse(count, holders);
}

function subjectOf(code: string): string {
  return `Library:${code.slice(0, 255)}`;
}
