import { LiquidError } from 'liquidjs';
import type { Reference } from '../../institution/reference.ts';
import { type LetterHead, loadLetterHead, loadRecipients, type Recipient } from '../../letters/recipients.ts';
import { renderLetter } from '../../letters/render-letter.ts';
import { loadVersion } from '../../letters/stored-letters.ts';
import type { RenderedLetter } from '../../letters/templates/render-template.ts';
import type { Queryable } from '../../platform/database.ts';
import type { DecisionContext } from '../actions/action.ts';
import { loadUsers } from '../record/load-users.ts';
import type { ForeseenLetter } from './preview-total.ts';
import { recipientAfter, recipientLists } from './recipient-after.ts';

/** A letter of a preview as it is stored: everything it will be made of, but for its texts. */
export interface SampleLetter extends Pick<ForeseenLetter, 'userId' | 'effect'> {
  /** The user as they would be by then. */
  readonly recipient: Recipient;
}

/** The letter as it would be sent; `fault`: why it cannot be. */
export interface SampleText extends RenderedLetter {
  readonly userId: number;
  readonly letter: string;
  readonly name: string;
  readonly address: string | null;
  readonly fault: string | null;
}

/** Looks up who would get the letters, as they would be once they are changed. */
export async function sampleLetters(
  queryable: Queryable,
  letters: readonly ForeseenLetter[],
  context: DecisionContext,
): Promise<SampleLetter[]> {
  const userIds = [...new Set(letters.map(({ userId }) => userId))].sort((one, other) => one - other);
  if (userIds.length === 0) return [];
  const recipients = await loadRecipients(queryable, userIds, context.today);
  const needs = {
    fields: new Set<never>(),
    parts: new Set(recipientLists),
    roleTypes: roleTypesOf(context.reference),
    changesOf: null,
  };
  const users = await loadUsers(queryable, userIds, context.authority, needs, false);
  return letters.flatMap(({ userId, effect, changes }) => {
    const recipient = recipients.get(userId);
    const user = users.find(({ id }) => id === userId);
    return recipient && user ? [{ userId, effect, recipient: recipientAfter(recipient, user, changes, context) }] : [];
  });
}

function roleTypesOf({ roleTypes }: Reference): ReadonlySet<string> {
  return new Set([...roleTypes.values()].map(({ code }) => code));
}

// The real one is made when the job runs, and stands in the letter only.
const PASSWORD_SHOWN = '**********';

/** Writes the letters out, each with the very version of its templates that would be sent. */
export async function writeOut(
  queryable: Queryable,
  samples: readonly SampleLetter[],
  today: string,
): Promise<SampleText[]> {
  const head = await loadLetterHead(queryable);
  return Promise.all(samples.map((sample) => textOf(queryable, sample, head, today)));
}

async function textOf(
  queryable: Queryable,
  sample: SampleLetter,
  head: LetterHead,
  today: string,
): Promise<SampleText> {
  const { userId, effect, recipient } = sample;
  const letter = await loadVersion(queryable, effect.letter, effect.version);
  const about = { userId, letter: effect.letter, name: letter?.name ?? effect.letter, address: recipient.address };
  const nothing = { language: '', subject: '', text: '', html: null };
  if (!letter) return { ...about, ...nothing, fault: 'The letter is gone.' };
  const isPassword = effect.kind === 'TEMPORARY_PASSWORD';
  const variables = isPassword ? { temporaryPassword: PASSWORD_SHOWN } : null;
  const extraText = isPassword ? null : effect.extraText;
  try {
    const rendered = renderLetter(letter, { recipient, head, today, extraText, variables });
    return { ...about, ...rendered, fault: null };
  } catch (error) {
    if (error instanceof LiquidError) return { ...about, ...nothing, fault: error.message };
    throw error;
  }
}
