import { headerText, LONGEST_SUBJECT } from '../platform/mail/mail.ts';
import type { LetterHead, Recipient } from './recipients.ts';
import { type LetterTemplates, templateFor } from './templates/letter-template.ts';
import { type RenderedLetter, renderTemplate } from './templates/render-template.ts';

/** What a letter is made of besides its templates. */
export interface LetterContents {
  readonly recipient: Recipient;
  readonly head: LetterHead;
  /** 'YYYY-MM-DD' */
  readonly today: string;
  readonly extraText: string | null;
  /** What this letter shows besides: `{ job: { … } }`, `{ temporaryPassword: '…' }`. */
  readonly variables: Readonly<Record<string, unknown>> | null;
}

/** The texts of a letter, and what people call it. */
export type NamedLetter = LetterTemplates & { readonly name: string };

/**
 * The letter to one user exactly as it is sent, in their language as far as there is one; a subject that comes out empty is
 * the name of the letter. Throws a LiquidError where it cannot be rendered.
 */
export function renderLetter(letter: NamedLetter, contents: LetterContents): RenderedLetter {
  const { recipient, head, today, extraText, variables } = contents;
  const values = { ...variables, user: recipient.user, institution: head, today, extraText: extraText || null };
  const rendered = renderTemplate(templateFor(letter, recipient.preferredLanguage), values);
  return { ...rendered, subject: subjectLine(rendered.subject) || subjectLine(letter.name) };
}

function subjectLine(text: string): string {
  return headerText(text, LONGEST_SUBJECT).trimEnd();
}
