import { z } from 'zod';
import { auditedChange, type Operator } from '../access/audited-change.ts';
import { newCode, newDescription, newName } from '../institution/institution-input.ts';
import type { Transaction } from '../platform/database.ts';
import { parseInput } from '../platform/parse-input.ts';
import { type InputIssue, InvalidInput, NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { LetterChanged, LetterTaken } from './letter-problems.ts';
import { templateIssues } from './templates/check-template.ts';
import { type LetterTemplate, language, letterTemplate, sameLanguage } from './templates/letter-template.ts';
import type { LetterPurpose } from './templates/letter-variables.ts';

const templates = z
  .array(letterTemplate)
  .min(1, 'Give the texts in at least one language.')
  .max(50, 'At most 50 languages.');

const creation = z.object({
  code: newCode,
  name: newName,
  description: newDescription.nullish().transform((text) => text ?? ''),
  purpose: z.enum(['GENERAL', 'TEMPORARY_PASSWORD', 'JOB_END']),
  defaultLanguage: language,
  templates,
});

const changes = z.object({
  name: newName.nullish(),
  description: newDescription.nullish(),
  enabled: z.boolean().nullish(),
  defaultLanguage: language.nullish(),
  templates: templates.nullish(),
  basedOn: z.int().nullish(),
});

/** A letter as the API takes it. */
export type CreateLetterInput = z.input<typeof creation>;

/** What is to change; what is absent or null stays. */
export type UpdateLetterInput = z.input<typeof changes>;

/** Makes a letter with its first version; a code that the code table LETTER has already, becomes one. Throws InvalidInput or LetterTaken. */
export async function createLetter(operator: Operator, input: CreateLetterInput): Promise<void> {
  const about = { operation: 'createLetter', subject: `Letter:${input.code}` };
  await auditedChange(operator, about, async (tx) => {
    const { code, name, description, purpose, defaultLanguage, ...texts } = parseInput(creation, input);
    await check({ purpose, defaultLanguage, ...texts });
    await tx.execute(sql`
      INSERT INTO code (table_name, code, description, position)
      VALUES ('LETTER', ${code}, ${name}, (SELECT coalesce(max(position) + 1, 0) FROM code WHERE table_name = 'LETTER'))
      ON CONFLICT (table_name, code) DO UPDATE SET description = excluded.description, enabled = TRUE
      WHERE NOT EXISTS (SELECT 1 FROM letter l WHERE l.code = excluded.code)`);
    const made = await tx.execute(sql`
      INSERT INTO letter (code, description, purpose, current_version) VALUES (${code}, ${description}, ${purpose}::letter_purpose, 1)
      ON CONFLICT (code) DO NOTHING`);
    if (made === 0) throw new LetterTaken(code);
    await saveVersion(tx, operator, { code, version: 1, defaultLanguage, ...texts });
    return { result: undefined, details: { name, purpose, version: 1, languages: languagesOf(texts.templates) } };
  });
}

/**
 * Changes a letter. New texts, or another default language, make a new version; what is on its way keeps the one it was
 * queued with. Throws InvalidInput, NotFound or LetterChanged.
 */
export async function updateLetter(operator: Operator, code: string, input: UpdateLetterInput): Promise<void> {
  await auditedChange(operator, { operation: 'updateLetter', subject: `Letter:${code}` }, async (tx) => {
    const change = parseInput(changes, input);
    const before = await lockLetter(tx, code);
    if (change.basedOn != null && change.basedOn !== before.version) throw new LetterChanged(before.version);
    const texts = {
      purpose: before.purpose,
      defaultLanguage: change.defaultLanguage ?? before.defaultLanguage,
      templates: change.templates ?? before.templates,
    };
    const version = change.templates || change.defaultLanguage ? before.version + 1 : before.version;
    if (version > before.version) {
      await check(texts);
      await saveVersion(tx, operator, { code, version, ...texts });
    }
    await tx.execute(sql`
      UPDATE letter SET description = ${change.description ?? before.description}, current_version = ${version} WHERE code = ${code}`);
    await tx.execute(sql`
      UPDATE code SET description = ${change.name ?? before.name}, enabled = ${change.enabled ?? before.enabled}
      WHERE table_name = 'LETTER' AND code = ${code}`);
    const { name, enabled, description } = change;
    const details = { name, enabled, description, version, languages: languagesOf(texts.templates) };
    return { result: undefined, details };
  });
}

interface Texts {
  readonly purpose: LetterPurpose;
  readonly defaultLanguage: string;
  readonly templates: readonly LetterTemplate[];
}

/** Throws InvalidInput with every fault of the texts, with language and line. */
async function check({ purpose, defaultLanguage, templates: given }: Texts): Promise<void> {
  const issues: InputIssue[] = await templateIssues(given, purpose);
  for (const [index, { language: tag }] of given.entries()) {
    const again = given.findIndex((other) => sameLanguage(other.language, tag)) < index;
    if (again) issues.push({ path: ['templates', index, 'language'], message: `The language ${tag} is given twice.` });
  }
  if (!given.some((template) => sameLanguage(template.language, defaultLanguage)))
    issues.push({ path: ['defaultLanguage'], message: 'There are no texts in the default language.' });
  if (issues.length > 0) throw new InvalidInput(issues);
}

interface StoredLetter extends Texts {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly version: number;
}

async function lockLetter(tx: Transaction, code: string): Promise<StoredLetter> {
  const [letter] = await tx.query<StoredLetter>(sql`
    SELECT c.description AS name, c.enabled, l.description, l.purpose, v.version, v.default_language AS "defaultLanguage", v.templates
    FROM letter l JOIN code c ON (c.table_name, c.code) = (l.table_name, l.code)
    JOIN letter_version v ON (v.letter_code, v.version) = (l.code, l.current_version)
    WHERE l.code = ${code} FOR UPDATE OF l, c`);
  if (!letter) throw new NotFound('Letter');
  return letter;
}

async function saveVersion(
  tx: Transaction,
  { authority }: Operator,
  saved: { code: string; version: number; defaultLanguage: string; templates: readonly LetterTemplate[] },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO letter_version (letter_code, version, default_language, templates, created_by)
    VALUES (${saved.code}, ${saved.version}, ${saved.defaultLanguage}, ${JSON.stringify(saved.templates)}::jsonb, ${authority.primaryId})`);
}

function languagesOf(given: readonly LetterTemplate[]): string[] {
  return given.map((template) => template.language);
}
