import type { LetterFact } from '../../institution/reference.ts';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { type DecisionContext, type Fault, faultAt, type ResolveContext } from './action.ts';
import type { Claim } from './claim.ts';

/** The fields that {@link withheldLetter} looks at. */
export const letterFields = ['status', 'expiryDate'] as const;

/** The lists that it looks at. */
export const letterParts = ['emails', 'letterOptOuts'] as const;

/** Which letter, in the version that is current when the job is submitted. */
export interface LetterStep {
  readonly letter: string;
  readonly version: number;
}

/** The letter of this code, if it is one for this purpose; the fault is at `letter`. */
export function resolveLetter(
  code: string,
  purpose: LetterFact['purpose'],
  { reference }: ResolveContext,
): LetterFact | Fault {
  const letter = reference.letters.get(code);
  if (!letter) return faultAt(['letter'], `There is no letter "${code}", or it is disabled.`);
  if (letter.purpose === purpose) return letter;
  return faultAt(['letter'], `The letter ${letter.name} is not for this: its purpose is ${letter.purpose}.`);
}

/** Why a letter is not to be sent to somebody; null: it is. */
export function withheldLetter(
  user: UserFacts,
  letter: string,
  { today }: DecisionContext,
  inactiveToo = false,
): OutcomeCode | null {
  const { status, expiryDate = null } = user.fields;
  const inForce = status === 'ACTIVE' && (expiryDate === null || expiryDate >= today);
  if (!inForce && !inactiveToo) return 'USER_INACTIVE_NO_LETTER';
  if (user.letterOptOuts.some((optOut) => optOut.letter === letter)) return 'LETTER_OPTED_OUT';
  return user.emails.length === 0 ? 'NO_EMAIL_ADDRESS' : null;
}

/** What sending a letter lays claim to: nobody gets the same letter twice from one job. */
export function letterClaims({ letter }: LetterStep): Claim[] {
  return [{ what: `letter ${letter}` }];
}
