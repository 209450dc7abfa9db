import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { conditionSentence, dateCondition, decideField, type FieldStep } from './field-inputs.ts';
import { plainDate } from './inputs.ts';

/** Sets or clears the day on which records may be purged. */
export const setPurgeDate = defineAction({
  name: 'SET_PURGE_DATE',
  description: 'Sets or clears the purge date of users: the day from which their records may be deleted.',
  input: z.object({
    date: plainDate.nullish().describe('The new date; null or left out clears the field.'),
    condition: dateCondition.optional().describe('Left out: always.'),
  }),
  fields: ['purgeDate'],

  resolve({ date, condition }) {
    const step: FieldStep = { value: date ?? null, condition: condition ?? null };
    const change = date ? `Set the purge date to ${date}` : 'Clear the purge date';
    return stepOf(step, change + conditionSentence(condition));
  },

  decide: (user, step, context) => decideField(user, 'purgeDate', step, context),
});
