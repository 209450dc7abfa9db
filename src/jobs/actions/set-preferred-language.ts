import { z } from 'zod';
import { defineAction } from './action.ts';
import { clearableCode, codeCondition, decideField, fieldClaims, resolveCode } from './field-inputs.ts';

/** Sets or clears the preferred language. Alma's job cannot do that. */
export const setPreferredLanguage = defineAction({
  name: 'SET_PREFERRED_LANGUAGE',
  description: 'Sets or clears the preferred language of users, in which letters are written to them.',
  input: z.object({
    preferredLanguage: clearableCode('PREFERRED_LANGUAGE'),
    condition: codeCondition('PREFERRED_LANGUAGE').optional().describe('Left out: always.'),
  }),
  fields: ['preferredLanguage'],

  resolve: ({ preferredLanguage, condition }, context) =>
    resolveCode(
      { path: 'preferredLanguage', noun: 'preferred language', table: 'PREFERRED_LANGUAGE' },
      preferredLanguage,
      condition,
      context,
    ),

  claims: (step) => fieldClaims('preferredLanguage', step),

  decide: (user, step, context) => decideField(user, 'preferredLanguage', step, context),
});
