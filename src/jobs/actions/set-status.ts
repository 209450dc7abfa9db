import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import {
  codeCondition,
  conditionSentence,
  decideAccount,
  type FieldStep,
  fieldClaims,
  rankedRoleTypes,
} from './field-inputs.ts';

/** Sets the status of the account. */
export const setStatus = defineAction({
  name: 'SET_STATUS',
  description: 'Makes accounts active or inactive.',
  input: z.object({
    status: z.enum(['ACTIVE', 'INACTIVE']).meta({ typeName: 'UserStatus' }).describe('The new status.'),
    condition: codeCondition.optional().describe('Left out: always.'),
  }),
  fields: ['status'],
  mayEndAdministrators: true,
  roleTypes: rankedRoleTypes,

  resolve({ status, condition }) {
    const step: FieldStep = { value: status, condition: condition ?? null };
    return stepOf(step, `Set the status to ${status}${conditionSentence(condition)}`);
  },

  claims: (step) => fieldClaims('status', step),

  decide: (user, step, context) => decideAccount(user, 'status', step, context),
});
