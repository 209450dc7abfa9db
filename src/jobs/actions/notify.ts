import { z } from 'zod';
import { type Decision, defineAction, sameForAll, stepOf } from './action.ts';
import { letterFor, plainText } from './inputs.ts';
import {
  type LetterStep,
  letterClaims,
  letterFields,
  letterParts,
  resolveLetter,
  withheldLetter,
} from './letter-inputs.ts';

interface NotifyStep extends LetterStep {
  readonly extraText: string | null;
  readonly sendToInactive: boolean;
}

/** Sends a letter. Text of one's own for this run, as Alma's job has none. */
export const notify = defineAction({
  name: 'NOTIFY',
  description:
    'Sends a letter to users: once to each, whatever becomes of the job in between. It speaks of their record as it is when it is delivered.',
  input: z.object({
    letter: letterFor('GENERAL').describe(
      'The code of a letter, in the version that is current when the job is submitted.',
    ),
    extraText: plainText(10_000)
      .optional()
      .describe('Text of this run, put into the letter where its template says so; at most 10,000 characters.'),
    sendToInactive: z
      .boolean()
      .default(false)
      .describe('Whether it goes to users as well whose account is inactive or has expired.'),
  }),
  fields: letterFields,
  parts: letterParts,
  reversible: false,

  resolve({ letter: code, extraText, sendToInactive }, context) {
    const letter = resolveLetter(code, 'GENERAL', context);
    if ('issues' in letter) return letter;
    const step: NotifyStep = { letter: code, version: letter.version, extraText: extraText ?? null, sendToInactive };
    return stepOf(step, `Send the letter ${letter.name}`);
  },

  claims: letterClaims,

  decide(user, step, context) {
    const withheld = withheldLetter(user, step.letter, context, step.sendToInactive);
    return withheld ? { code: withheld, changes: [] } : send(step, context);
  },
});

const send = sameForAll(({ letter, version, extraText }: NotifyStep): Decision => {
  return { code: 'LETTER_QUEUED', changes: [], effects: [{ kind: 'LETTER', letter, version, extraText }] };
});
