import { z } from 'zod';
import type { CodeTableName } from '../../institution/code-tables.ts';
import type { LetterFact, Reference } from '../../institution/reference.ts';
import { isOneLine, isVisibleLine, NOT_ONE_LINE, NOT_VISIBLE_LINE } from '../../platform/given-text.ts';
import type { InputIssue } from '../../platform/problems.ts';

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair; not blank; at most `length` characters. Becomes NFC, as records are. */
export function plainText(length: number) {
  return z
    .string()
    .max(length, `At most ${length} characters.`)
    .refine((text) => text.trim() !== '', 'Must not be blank.')
    .refine((text) => !text.includes('\0'), 'Must not contain the character U+0000.')
    .refine((text) => text.isWellFormed(), 'Must be Unicode: half of a surrogate pair is no character.')
    .normalize('NFC');
}

/** One line of text, as people read it; trimmed, not blank, at most `length` characters. */
export function lineOf(length: number) {
  return trimmed(length).refine(isOneLine, NOT_ONE_LINE);
}

/** What stands for somebody or something in another system: a {@link lineOf} text without anything that cannot be seen. */
export function identifierOf(length: number) {
  return trimmed(length).refine(isVisibleLine, NOT_VISIBLE_LINE);
}

function trimmed(length: number) {
  return z.string().trim().normalize('NFC').max(length, `At most ${length} characters.`).min(1, 'Must not be blank.');
}

/** A plain date, 'YYYY-MM-DD', that exists in the calendar. No time zone: domain dates are not instants. */
export const plainDate = z.iso
  .date('Not a date of the calendar.')
  .refine((date) => !date.startsWith('0000'), 'There is no year 0.')
  .meta({ scalar: 'Date' });

/** The first instant PostgreSQL and people agree on, and the last: the years 1 to 9999. */
const FIRST_INSTANT = new Date('0001-01-01T00:00:00.000Z');
const LAST_INSTANT = new Date('9999-12-31T23:59:59.999Z');

/** An instant, as the API gives it or as ISO 8601 with a time zone; becomes ISO 8601 in UTC, with milliseconds. */
export const instant = z
  .union([z.date(), z.iso.datetime({ offset: true })], 'Not an instant.')
  .transform((given) => new Date(given))
  .refine((given) => given >= FIRST_INSTANT && given <= LAST_INSTANT, 'Not within the years 1 to 9999.')
  .transform((given) => given.toISOString())
  .meta({ scalar: 'DateTime' });

/** The code or the key of a role type, which forms offer to choose from. Whether it is one is for the action to say. */
export const roleTypeName = plainText(255).meta({ choices: 'ROLE_TYPE' });

/** The code of a library, likewise. */
export const libraryCode = plainText(255).meta({ choices: 'LIBRARY' });

/** The code of a letter for this purpose, likewise. */
export function letterFor(purpose: LetterFact['purpose']) {
  return codeOf('LETTER').meta({ choices: 'LETTER', purpose });
}

/** A code of this code table, which forms offer to choose from. Whether it is one: {@link codeIssues}. */
export function codeOf(table: CodeTableName) {
  return plainText(255).meta({ codeTable: table });
}

/** Codes that are not in the code table they should be from, by the field of the input; undefined ones were not given. */
export function codeIssues(
  { codes }: Reference,
  given: Readonly<Record<string, readonly [table: CodeTableName, code: string | undefined]>>,
): InputIssue[] {
  return Object.entries(given).flatMap(([field, [table, code]]) => {
    if (code === undefined || codes.get(table)?.has(code)) return [];
    return [{ path: [field], message: `There is no code "${code}" in the code table ${table}.` }];
  });
}
