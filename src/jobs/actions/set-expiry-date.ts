import { z } from 'zod';
import { defineAction, faultAt, stepOf } from './action.ts';
import {
  conditionSentence,
  dateCondition,
  decideAccount,
  type FieldStep,
  fieldClaims,
  rankedRoleTypes,
} from './field-inputs.ts';
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

  resolve({ date, condition }) {
    // A variable that was forgotten is left out on its way here: that must not clear the date of everybody.
    if (date === undefined) return faultAt(['date'], 'Give a date, or null to clear the field.');
    const step: FieldStep = { value: date, condition: condition ?? null };
    const change = date ? `Set the expiry date to ${date}` : 'Clear the expiry date';
    return stepOf(step, change + conditionSentence(condition));
  },

  claims: (step) => fieldClaims('expiryDate', step),

  decide: (user, step, context) => decideAccount(user, 'expiryDate', step, context),
});
