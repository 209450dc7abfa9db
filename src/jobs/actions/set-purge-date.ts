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

  resolve({ date, condition }) {
    // A variable that was forgotten is left out on its way here: that must not clear the date of everybody.
    if (date === undefined) return faultAt(['date'], 'Give a date, or null to clear the field.');
    const step: FieldStep = { value: date, condition: condition ?? null };
    const change = date ? `Set the purge date to ${date}` : 'Clear the purge date';
    return stepOf(step, change + conditionSentence(condition));
  },

  claims: (step) => fieldClaims('purgeDate', step),

  decide: (user, step, context) => decideAccount(user, 'purgeDate', step, context),
});
