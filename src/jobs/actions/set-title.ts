import { z } from 'zod';
import { defineAction } from './action.ts';
import { clearableCode, codeCondition, decideField, fieldClaims, resolveCode } from './field-inputs.ts';

/** Sets or clears the title. */
export const setTitle = defineAction({
  name: 'SET_TITLE',
  description: 'Sets or clears the title by which users are addressed.',
  input: z.object({
    title: clearableCode('TITLE'),
    condition: codeCondition('TITLE').optional().describe('Left out: always.'),
  }),
  fields: ['title'],

  resolve: ({ title, condition }, context) =>
    resolveCode({ path: 'title', noun: 'title', table: 'TITLE' }, title, condition, context),

  claims: (step) => fieldClaims('title', step),

  decide: (user, step, context) => decideField(user, 'title', step, context),
});
