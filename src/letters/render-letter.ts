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

/** The letter to one user, in their language as far as there is one. Throws a LiquidError where it cannot be rendered. */
export function renderLetter(letter: LetterTemplates, contents: LetterContents): RenderedLetter {
  const { recipient, head, today, extraText, variables } = contents;
  const values = { ...variables, user: recipient.user, institution: head, today, extraText: extraText || null };
  return renderTemplate(templateFor(letter, recipient.preferredLanguage), values);
}
