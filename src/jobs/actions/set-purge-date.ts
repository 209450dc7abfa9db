import { z } from 'zod';
import { defineAction } from './action.ts';
import { dateCondition, decideAccount, fieldClaims, rankedRoleTypes, resolveDate } from './field-inputs.ts';
import { plainDate } from './inputs.ts';

/** Sets or clears the day on which records may be purged. */
export const setPurgeDate = defineAction({
  name: 'SET_PURGE_DATE',
  description: 'Sets or clears the purge date of users: the day from which their records may be deleted.',
  input: z.object({
    date: plainDate.nullish().describe('The new date; null clears the field. One of the two must be given.'),
    condition: dateCondition.optional().describe('Left out: always.'),
  }),
  fields: ['purgeDate'],
  roleTypes: rankedRoleTypes,

  resolve: ({ date, condition }) => resolveDate('purge date', date, condition),

  claims: (step) => fieldClaims('purgeDate', step),

  decide: (user, step, context) => decideAccount(user, 'purgeDate', step, context),
});
