import { z } from 'zod';

const fits = (text: string) => !text.includes('\0') && text.isWellFormed();
const source = (length: number) =>
  z.string().max(length, `At most ${length} characters.`).refine(fits, 'It holds a character that no text can hold.');

/** A language tag as the code table PREFERRED_LANGUAGE has them: `de`, `pt-BR`. */
export const language = z
  .string()
  .regex(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/, 'Must be a language such as de or pt-BR.');

/** The texts of a letter in one language. */
export const letterTemplate = z.object({
  language,
  subject: source(500).refine((text) => text.trim() !== '', 'Give the letter a subject.'),
  text: source(50_000).refine((text) => text.trim() !== '', 'Give the letter a text.'),
  html: source(100_000)
    .nullish()
    .transform((html) => (html?.trim() ? html : null)),
});

/** The texts of a letter in one language, as Liquid templates; `html` null: plain text only. */
export type LetterTemplate = z.output<typeof letterTemplate>;

/** What was saved together: never changed any more. */
export interface LetterTemplates {
  readonly purpose: 'GENERAL' | 'TEMPORARY_PASSWORD' | 'JOB_END';
  readonly defaultLanguage: string;
  /** One of each language, that of the default language among them. */
  readonly templates: readonly LetterTemplate[];
}

/** The template for somebody: in their language, else its base language (pt of pt-BR), else the letter's own. */
export function templateFor(letter: LetterTemplates, preferredLanguage: string | null): LetterTemplate {
  const wanted = preferredLanguage === null ? [] : [preferredLanguage, preferredLanguage.replace(/[-_].*$/, '')];
  for (const tag of [...wanted, letter.defaultLanguage]) {
    const template = letter.templates.find((one) => sameLanguage(one.language, tag));
    if (template) return template;
  }
  throw new Error(`The letter has no texts in its default language ${letter.defaultLanguage}.`);
}

/** Whether two tags name one language: pt-BR and pt_br do. */
export function sameLanguage(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(tag: string): string {
  return tag.replaceAll('_', '-').toLowerCase();
}
