import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import type { Claim } from './claim.ts';
import { choiceFault } from './criteria.ts';
import { codeIssues, codeOf } from './inputs.ts';
import { changedIfAny } from './segments.ts';

/** Keeps letters from users. */
export const optOutLetter = defineAction({
  name: 'OPT_OUT_LETTER',
  description: 'Keeps a letter from users; with `all: true`, every letter there is when the job is submitted.',
  input: z.object({
    letter: codeOf('LETTER').optional().describe('A code of the code table LETTER.'),
    all: z.boolean().optional().describe('`true`: every letter of the code table LETTER. Those added later are sent.'),
  }),
  fields: [],
  parts: ['letterOptOuts'],

  resolve({ letter, all }, { reference }) {
    const issues = codeIssues(reference, { letter: ['LETTER', letter] });
    if (issues.length > 0) return { issues };
    const codes = reference.codes.get('LETTER') ?? new Map<string, string>();
    const letters = letter === undefined ? [...codes.keys()] : [letter];
    const which = letter === undefined ? 'all letters' : `the letter ${codes.get(letter) ?? letter}`;
    return choiceFault({ letter }, all) ?? stepOf({ letters }, `Opt out of ${which}`);
  },

  // To keep back all letters but one, one opts out of all, and then in to that one.
  claims: ({ letters }) => (letters.length === 1 ? letters.map(optOutClaim) : []),

  decide(user, { letters }) {
    const out = new Set(user.letterOptOuts.map(({ letter }) => letter));
    const wanted = letters.filter((letter) => !out.has(letter));
    const changes = wanted.map((letter) => ({ field: 'letterOptOuts', before: null, after: { letter } }) as const);
    return changedIfAny('LETTER_OPT_OUT_ADDED', changes, 'LETTER_OPT_OUT_ALREADY_THERE');
  },
});

/** What a letter that is kept back, or is so no more, lays claim to. */
export function optOutClaim(letter: string): Claim {
  return { what: `letter opt-outs ${letter}` };
}
