import { z } from 'zod';
import { defineAction } from './action.ts';
import { clearableCode, codeCondition, decideField, fieldClaims, resolveCode } from './field-inputs.ts';

/** Sets or clears the job category. Alma's job cannot do that. */
export const setJobCategory = defineAction({
  name: 'SET_JOB_CATEGORY',
  description: 'Sets or clears the job category of users: what they do at the library.',
  input: z.object({
    jobCategory: clearableCode('JOB_CATEGORY'),
    condition: codeCondition('JOB_CATEGORY').optional().describe('Left out: always.'),
  }),
  fields: ['jobCategory'],

  resolve: ({ jobCategory, condition }, context) =>
    resolveCode({ path: 'jobCategory', noun: 'job category', table: 'JOB_CATEGORY' }, jobCategory, condition, context),

  claims: (step) => fieldClaims('jobCategory', step),

  decide: (user, step, context) => decideField(user, 'jobCategory', step, context),
});
