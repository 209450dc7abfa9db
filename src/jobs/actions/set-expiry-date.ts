import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { conditionSentence, dateCondition, decideField, type FieldStep } from './field-inputs.ts';
import { plainDate } from './inputs.ts';

/** Sets or clears the day on which accounts expire. */
export const setExpiryDate = defineAction({
  name: 'SET_EXPIRY_DATE',
  description: 'Sets or clears the expiry date of accounts: the last day they are valid on.',
  input: z.object({
    date: plainDate.nullish().describe('The new date; null or left out clears the field.'),
    condition: dateCondition.optional().describe('Left out: always.'),
  }),
  fields: ['expiryDate'],
  mayEndAdministrators: true,

  resolve({ date, condition }) {
    const step: FieldStep = { value: date ?? null, condition: condition ?? null };
    const change = date ? `Set the expiry date to ${date}` : 'Clear the expiry date';
    return stepOf(step, change + conditionSentence(condition));
  },

  decide: (user, step, context) => decideField(user, 'expiryDate', step, context),
});
