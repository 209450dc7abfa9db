import { z } from 'zod';
import { auditedChange, type Operator } from '../access/audited-change.ts';
import { parseInput } from '../platform/parse-input.ts';
import { InvalidInput, NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { newCode, newDescription, newName } from './institution-input.ts';

const roleTypeChanges = z.object({
  name: newName.nullish(),
  description: newDescription.nullish(),
  enabled: z.boolean().nullish(),
});

/** What is to change about a role type; what is absent or null stays. */
export type RoleTypeChanges = z.input<typeof roleTypeChanges>;

interface StoredRoleType {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
}

/**
 * Changes what people read of a role type, and whether it is granted any more. Rank, scopes and parameters are the
 * product's: who may grant what rests on them. Throws InvalidInput or NotFound.
 */
export async function updateRoleType(operator: Operator, code: string, input: RoleTypeChanges): Promise<void> {
  const about = { operation: 'updateRoleType', subject: `RoleType:${code.slice(0, 255)}` };
  await auditedChange(operator, about, async (transaction) => {
    const { name, description, enabled } = parseInput(roleTypeChanges, input);
    const [before] = await transaction.query<StoredRoleType>(
      sql`SELECT name, description, enabled FROM role_type WHERE code = ${code} FOR NO KEY UPDATE`,
    );
    if (!before) throw new NotFound('Role type');
    const after: StoredRoleType = {
      name: name ?? before.name,
      description: description ?? before.description,
      enabled: enabled ?? before.enabled,
    };
    await transaction.execute(sql`
      UPDATE role_type SET name = ${after.name}, description = ${after.description}, enabled = ${after.enabled} WHERE code = ${code}`);
    return { result: undefined, details: { before, after } };
  });
}

const institution = z.object({ code: newCode.nullish(), name: newName });

/** What the institution is called; its code is given once, with its first name. */
export type InstitutionInput = z.input<typeof institution>;

/** Names the institution; the first time it gets its code, too. Throws InvalidInput. */
export async function updateInstitution(operator: Operator, input: InstitutionInput): Promise<void> {
  await auditedChange(operator, { operation: 'updateInstitution', subject: 'Institution' }, async (transaction) => {
    const { code, name } = parseInput(institution, input);
    const [before] = await transaction.query<{ code: string; name: string }>(
      sql`SELECT code, name FROM institution ORDER BY code LIMIT 1 FOR UPDATE`,
    );
    if (before && code != null && code !== before.code)
      throw InvalidInput.at(['code'], `The institution has the code "${before.code}", which stays.`);
    if (!before && code == null) throw InvalidInput.at(['code'], 'The institution has no code yet: give it one.');
    const after = { code: before?.code ?? code ?? '', name };
    await transaction.execute(sql`
      INSERT INTO institution (code, name) VALUES (${after.code}, ${name})
      ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name`);
    return { result: undefined, details: { before: before ?? null, after } };
  });
}
