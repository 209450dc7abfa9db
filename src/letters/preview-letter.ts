import type { Queryable } from '../platform/database.ts';
import { type LetterHead, loadLetterHead, loadRecipients, type Recipient } from './recipients.ts';
import { renderLetter } from './render-letter.ts';
import { loadVersion } from './stored-letters.ts';
import { type LetterPurpose, sampleValues } from './templates/letter-variables.ts';
import type { RenderedLetter } from './templates/render-template.ts';

/** Which letter is to be looked at, and as whom. */
export interface PreviewedLetter {
  readonly letter: string;
  /** null: the current one. */
  readonly version: number | null;
  /** null: somebody made up. */
  readonly userId: number | null;
  /** The language of somebody made up; a user has their own. */
  readonly language: string | null;
  readonly extraText: string | null;
  /** 'YYYY-MM-DD' */
  readonly today: string;
}

/** The letter as it would be sent, and the version it was made of. */
export interface LetterPreview extends RenderedLetter {
  readonly version: number;
  /** Where it would go; null: nowhere. */
  readonly address: string | null;
}

/**
 * Renders a letter without sending it; a temporary password, or the numbers of a job, are samples. null: there is no such
 * letter, version or user. Throws a LiquidError where it cannot be rendered.
 */
export async function previewLetter(queryable: Queryable, previewed: PreviewedLetter): Promise<LetterPreview | null> {
  const { userId, extraText, today } = previewed;
  const letter = await loadVersion(queryable, previewed.letter, previewed.version);
  const recipient =
    userId === null ? sampleRecipient(previewed.language) : await loadRecipient(queryable, userId, today);
  if (!letter || !recipient) return null;
  const head: LetterHead = await loadLetterHead(queryable);
  const variables = purposeSamples(letter.purpose);
  const rendered = renderLetter(letter, { recipient, head, today, extraText, variables });
  return { ...rendered, version: letter.version, address: recipient.address };
}

/** What a letter with this purpose shows besides the user, as a sample. */
export function purposeSamples(purpose: LetterPurpose): Readonly<Record<string, unknown>> {
  const { temporaryPassword, job } = sampleValues(purpose);
  return { ...(temporaryPassword !== undefined && { temporaryPassword }), ...(job !== undefined && { job }) };
}

async function loadRecipient(queryable: Queryable, userId: number, today: string): Promise<Recipient | null> {
  return (await loadRecipients(queryable, [userId], today)).get(userId) ?? null;
}

function sampleRecipient(preferredLanguage: string | null): Recipient {
  const user = sampleValues('GENERAL').user as Recipient['user'];
  return { id: 0, address: String(user.email), preferredLanguage, user };
}
