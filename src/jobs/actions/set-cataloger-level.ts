import { z } from 'zod';
import { defineAction } from './action.ts';
import { clearableCode, codeCondition, decideField, fieldClaims, resolveCode } from './field-inputs.ts';

/** Sets or clears the cataloger level. */
export const setCatalogerLevel = defineAction({
  name: 'SET_CATALOGER_LEVEL',
  description: 'Sets or clears the cataloger level of users: how far their permissions as catalogers go.',
  input: z.object({
    catalogerLevel: clearableCode('CATALOGER_LEVEL'),
    condition: codeCondition('CATALOGER_LEVEL').optional().describe('Left out: always.'),
  }),
  fields: ['catalogerLevel'],

  resolve: ({ catalogerLevel, condition }, context) =>
    resolveCode(
      { path: 'catalogerLevel', noun: 'cataloger level', table: 'CATALOGER_LEVEL' },
      catalogerLevel,
      condition,
      context,
    ),

  claims: (step) => fieldClaims('catalogerLevel', step),

  decide: (user, step, context) => decideField(user, 'catalogerLevel', step, context),
});
