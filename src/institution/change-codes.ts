import { z } from 'zod';
import { auditedChange, type Operator } from '../access/audited-change.ts';
import type { Transaction } from '../platform/database.ts';
import { parseInput } from '../platform/parse-input.ts';
import { NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import type { CodeTableName } from './code-tables.ts';
import { countLetters, countUsersWithCode } from './code-uses.ts';
import { newCode, newName, newPosition } from './institution-input.ts';
import { CodeInUse, CodeTaken } from './institution-problems.ts';

/** Which entry of which code table. */
export interface CodeRef {
  readonly table: CodeTableName;
  readonly code: string;
}

interface StoredCode {
  readonly description: string;
  readonly position: number;
  readonly enabled: boolean;
}

const creation = z.object({ code: newCode, description: newName, position: newPosition.nullish() });
const changes = z.object({
  description: newName.nullish(),
  position: newPosition.nullish(),
  enabled: z.boolean().nullish(),
});

/** A code to be. Without a position it comes last. */
export interface NewCode extends z.input<typeof creation> {
  readonly table: CodeTableName;
}

/** What is to change about a code; what is absent or null stays. */
export type CodeChanges = z.input<typeof changes>;

/** Adds a code to a code table and gives it as it was stored. Throws InvalidInput or CodeTaken. */
export async function createCode(operator: Operator, { table, ...input }: NewCode): Promise<CodeRef> {
  const about = { operation: 'createCode', subject: subjectOf({ table, code: input.code }) };
  return auditedChange(operator, about, async (transaction) => {
    const { code, description, position } = parseInput(creation, input);
    const [created] = await transaction.query<StoredCode>(sql`
      INSERT INTO code (table_name, code, description, position)
      VALUES (${table}, ${code}, ${description}, coalesce(${position ?? null}::int,
        (SELECT max(position) + 1 FROM code WHERE table_name = ${table}), 0))
      ON CONFLICT DO NOTHING RETURNING description, position, enabled`);
    if (!created) throw new CodeTaken('The code', code);
    return { result: { table, code }, details: { after: created } };
  });
}

/** Changes what people read of a code, its place, or whether it may still be given. Throws InvalidInput or NotFound. */
export async function updateCode(operator: Operator, ref: CodeRef, input: CodeChanges): Promise<void> {
  await auditedChange(operator, { operation: 'updateCode', subject: subjectOf(ref) }, async (transaction) => {
    const { description, position, enabled } = parseInput(changes, input);
    const before = await lockCode(transaction, ref);
    const after = {
      description: description ?? before.description,
      position: position ?? before.position,
      enabled: enabled ?? before.enabled,
    };
    await transaction.execute(sql`
      UPDATE code SET description = ${after.description}, position = ${after.position}, enabled = ${after.enabled}
      WHERE table_name = ${ref.table} AND code = ${ref.code}`);
    return { result: undefined, details: { before, after } };
  });
}

/** Deletes a code that nobody holds. Throws NotFound, or CodeInUse with the number of users who do. */
export async function deleteCode(operator: Operator, ref: CodeRef): Promise<void> {
  await auditedChange(operator, { operation: 'deleteCode', subject: subjectOf(ref) }, async (transaction) => {
    const before = await lockCode(transaction, ref);
    const users = await countUsersWithCode(transaction, ref.table, ref.code);
    if (users > 0) throw new CodeInUse(users, `${users} users`, 'Disable it, so that it is not given any more.');
    const letters = await countLetters(transaction, ref.table, ref.code);
    if (letters > 0)
      throw new CodeInUse(letters, 'the templates of a letter', 'Disable it, so that it is not sent any more.');
    await transaction.execute(sql`DELETE FROM code WHERE table_name = ${ref.table} AND code = ${ref.code}`);
    return { result: undefined, details: { before } };
  });
}

async function lockCode(transaction: Transaction, { table, code }: CodeRef): Promise<StoredCode> {
  const [stored] = await transaction.query<StoredCode>(sql`
    SELECT description, position, enabled FROM code WHERE table_name = ${table} AND code = ${code} FOR UPDATE`);
  if (!stored) throw new NotFound('Code');
  return stored;
}

function subjectOf({ table, code }: CodeRef): string {
  return `Code:${table}:${code.slice(0, 255)}`;
}
