import { z } from 'zod';
import { defineAction } from './action.ts';
import { dateCondition, decideAccount, fieldClaims, rankedRoleTypes, resolveDate } from './field-inputs.ts';
import { plainDate } from './inputs.ts';

/** Sets or clears the day on which accounts expire. */
export const setExpiryDate = defineAction({
  name: 'SET_EXPIRY_DATE',
  description: 'Sets or clears the expiry date of accounts: the last day they are valid on.',
  input: z.object({
    date: plainDate.nullish().describe('The new date; null clears the field. One of the two must be given.'),
    condition: dateCondition.optional().describe('Left out: always.'),
  }),
  fields: ['expiryDate'],
  mayEndAdministrators: true,
  roleTypes: rankedRoleTypes,

  resolve: ({ date, condition }) => resolveDate('expiry date', date, condition),

  claims: (step) => fieldClaims('expiryDate', step),

  decide: (user, step, context) => decideAccount(user, 'expiryDate', step, context),
});
