import { z } from 'zod';
import { defineAction } from './action.ts';
import { decideField, fieldClaims, resolveClearable, textCondition } from './field-inputs.ts';
import { lineOf } from './inputs.ts';
import { quoted } from './quoted.ts';

/** Sets or clears the job description, which is free text. */
export const setJobDescription = defineAction({
  name: 'SET_JOB_DESCRIPTION',
  description: 'Sets or clears the job description of users, which is free text.',
  input: z.object({
    jobDescription: lineOf(255)
      .nullish()
      .describe('The new text, at most 255 characters; null clears the field. One of the two must be given.'),
    condition: textCondition.optional().describe('Left out: always.'),
  }),
  fields: ['jobDescription'],

  resolve: ({ jobDescription, condition }) =>
    resolveClearable(
      { path: 'jobDescription', noun: 'job description' },
      jobDescription,
      condition,
      quoted(jobDescription ?? ''),
    ),

  claims: (step) => fieldClaims('jobDescription', step),

  decide: (user, step, context) => decideField(user, 'jobDescription', step, context),
});
