import { z } from 'zod';
import { defineAction } from './action.ts';
import { clearableCode, codeCondition, decideField, fieldClaims, resolveCode } from './field-inputs.ts';

/** Sets or clears the campus. */
export const setCampus = defineAction({
  name: 'SET_CAMPUS',
  description: 'Sets or clears the campus of users.',
  input: z.object({
    campus: clearableCode('CAMPUS'),
    condition: codeCondition('CAMPUS').optional().describe('Left out: always.'),
  }),
  fields: ['campus'],

  resolve: ({ campus, condition }, context) =>
    resolveCode({ path: 'campus', noun: 'campus', table: 'CAMPUS' }, campus, condition, context),

  claims: (step) => fieldClaims('campus', step),

  decide: (user, step, context) => decideField(user, 'campus', step, context),
});
