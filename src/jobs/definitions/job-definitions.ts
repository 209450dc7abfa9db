import type { RoleTypeRank } from '../../access/grant-refusal.ts';
import type { Action } from '../actions/action.ts';
import { actionField, actions } from '../actions/actions.ts';
import { type ActionGroup, actionGroups } from './action-groups.ts';
import { atLeastOneOf, describeInput, type InputDescription } from './describe-input.ts';

/** An action as a form shows it. */
export interface ActionDescription {
  readonly action: Action;
  /** The field of UserActionInput. */
  readonly field: string;
  readonly label: string;
  readonly group: ActionGroup;
  readonly inputs: readonly InputDescription[];
  /** The fields of which at least one must be given; none: it may do without. */
  readonly atLeastOneOf: readonly string[];
  /** The least rank of who may use it; single choices of its inputs may ask for more. */
  readonly requiredRank: RoleTypeRank;
}

/** A kind of job that people can run. */
export interface JobDescription {
  readonly name: 'UPDATE_NOTIFY_USERS';
  readonly contentType: 'USERS';
  readonly label: string;
  readonly description: string;
  readonly actions: readonly ActionDescription[];
}

/** The kinds of job there are. Made of what checks their inputs, once: it does not change while the program runs. */
export const jobDescriptions: readonly JobDescription[] = [
  {
    name: 'UPDATE_NOTIFY_USERS',
    contentType: 'USERS',
    label: 'Update/Notify Users',
    description: 'Changes the members of a set, sends them letters, or both, in the background.',
    actions: Object.entries(actionGroups).flatMap(([group, labels]) =>
      Object.entries(labels).map(([name, label]) => describeAction(group as ActionGroup, name, label)),
    ),
  },
];

function describeAction(group: ActionGroup, name: string, label: string): ActionDescription {
  const action = actions.find((known) => known.name === name);
  if (!action) throw new Error(`The group ${group} names an action that is not there: ${name}.`);
  const inputs = describeInput(action.input);
  const field = actionField(action);
  return {
    action,
    field,
    label,
    group,
    inputs,
    atLeastOneOf: atLeastOneOf(action.input),
    requiredRank: 'USER_MANAGER',
  };
}
