import { z } from 'zod';
import { defineAction, faultAt, stepOf } from './action.ts';
import {
  codeCondition,
  codeConditionFault,
  conditionSentence,
  decideField,
  type FieldStep,
  fieldClaims,
} from './field-inputs.ts';
import { codeOf } from './inputs.ts';

/** Sets the user group. */
export const setUserGroup = defineAction({
  name: 'SET_USER_GROUP',
  description: 'Puts users into a user group.',
  input: z.object({
    userGroup: codeOf('USER_GROUP').describe('A code of the code table USER_GROUP.'),
    condition: codeCondition('USER_GROUP').optional().describe('Left out: always.'),
  }),
  fields: ['userGroup'],

  resolve({ userGroup, condition }, { reference }) {
    const description = reference.codes.get('USER_GROUP')?.get(userGroup);
    if (description === undefined) return faultAt(['userGroup'], `There is no user group "${userGroup}".`);
    const unmeetable = codeConditionFault('USER_GROUP', condition, reference);
    if (unmeetable) return unmeetable;
    const step: FieldStep = { value: userGroup, condition: condition ?? null };
    return stepOf(step, `Set the user group to ${description}${conditionSentence(condition)}`);
  },

  claims: (step) => fieldClaims('userGroup', step),

  decide: (user, step, context) => decideField(user, 'userGroup', step, context),
});
