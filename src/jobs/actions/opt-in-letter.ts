import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { choiceFault } from './criteria.ts';
import { codeOf } from './inputs.ts';
import { optOutClaim } from './opt-out-letter.ts';
import { changedIfAny } from './segments.ts';

/** Sends users letters again that were kept from them. */
export const optInLetter = defineAction({
  name: 'OPT_IN_LETTER',
  description: 'Ends that a letter is kept from users; with `all: true`, that any is.',
  input: z.object({
    letter: codeOf('LETTER').optional().describe('A code of the code table LETTER, which may be gone from it.'),
    all: z.boolean().optional().describe('`true`: whichever letters are kept from the user.'),
  }),
  fields: [],
  parts: ['letterOptOuts'],

  resolve({ letter, all }, { reference }) {
    const name = letter && (reference.codes.get('LETTER')?.get(letter) ?? letter);
    return (
      choiceFault({ letter }, all) ?? stepOf({ letter }, `Opt in to ${name ? `the letter ${name}` : 'all letters'}`)
    );
  },

  claims: ({ letter }) => (letter === undefined ? [] : [optOutClaim(letter)]),

  decide(user, step) {
    const out = user.letterOptOuts.filter(({ letter }) => step.letter === undefined || letter === step.letter);
    // By their codes, as the database keeps them: which of them came first leaves no trace.
    const changes = out.toSorted(byLetter).map((before) => ({ field: 'letterOptOuts', before, after: null }) as const);
    return changedIfAny('LETTER_OPT_OUT_REMOVED', changes, 'LETTER_OPT_OUT_NOT_FOUND');
  },
});

function byLetter(one: { readonly letter: string }, other: { readonly letter: string }): number {
  return one.letter < other.letter ? -1 : 1;
}
