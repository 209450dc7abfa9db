import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import {
  conditionSentence,
  decideAccount,
  type FieldStep,
  fieldClaims,
  rankedRoleTypes,
  valueCondition,
  valueConditionFault,
} from './field-inputs.ts';

const statuses = ['ACTIVE', 'INACTIVE'] as const;

/** Sets the status of the account. */
export const setStatus = defineAction({
  name: 'SET_STATUS',
  description: 'Makes accounts active or inactive.',
  input: z.object({
    status: z.enum(statuses).meta({ typeName: 'UserStatus' }).describe('The new status.'),
    condition: valueCondition(statuses).optional().describe('Left out: always.'),
  }),
  fields: ['status'],
  mayEndAdministrators: true,
  roleTypes: rankedRoleTypes,

  resolve({ status, condition }) {
    const unmeetable = valueConditionFault(statuses, condition);
    if (unmeetable) return unmeetable;
    const step: FieldStep = { value: status, condition: condition ?? null };
    return stepOf(step, `Set the status to ${status}${conditionSentence(condition)}`);
  },

  claims: (step) => fieldClaims('status', step),

  decide: (user, step, context) => decideAccount(user, 'status', step, context),
});
