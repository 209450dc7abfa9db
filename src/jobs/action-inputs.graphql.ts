import { builder } from '../graphql/builder.ts';
import { InputTypes } from '../graphql/input-from-schema.ts';
import { RoleParameterName } from '../institution/institution.graphql.ts';
import { AccountType, SegmentType, UserStatus } from '../users/user-enums.graphql.ts';
import { actionField, actions, allActions } from './actions/actions.ts';
import { SegmentChoice } from './job-enums.graphql.ts';

const inputs = new InputTypes({ AccountType, UserStatus, RoleParameterName, SegmentType, SegmentChoice });

/** One field for each action there is; its input type is made from the action's own schema. */
export const UserActionInput = builder.inputType('UserActionInput', {
  description: 'One action of a job: exactly one of these.',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      actions.map((action) => {
        const field = actionField(action);
        const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
        const type = inputs.object(name, `What ${field} needs to know.`, action.input);
        return [field, t.field({ type, required: false, description: action.description })];
      }),
    ),
});

/** The names of actions, as reports give them. */
export const UserActionEnum = builder.enumType('UserAction', {
  description: 'What can be done to users in a job.',
  values: Object.fromEntries(allActions.map(({ name, description }) => [name, { description }])),
});
