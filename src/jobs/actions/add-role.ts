import { z } from 'zod';
import type { RoleFact, RoleParameter } from '../record/user-facts.ts';
import { type Decision, defineAction, sameForAll, stepOf } from './action.ts';
import { plainDate, roleTypeName } from './inputs.ts';
import {
  heldRole,
  parameterIssues,
  type RoleStep,
  resolveRole,
  roleClaims,
  roleParameter,
  roleRefusal,
  roleScope,
  roleSentence,
} from './role-inputs.ts';

interface AddRoleStep extends RoleStep {
  readonly expiresOn: string | null;
  /** null: none were given, so those of a role already held stay. */
  readonly parameters: readonly RoleParameter[] | null;
}

/** Adds a role. Roles that need a parameter can be added, with it: Alma's job cannot do that. */
export const addRole = defineAction({
  name: 'ADD_ROLE',
  description:
    'Adds a role at a scope. A role already held there is left as it is, or brought to the given expiry date and parameters and made active.',
  input: z.object({
    roleType: roleTypeName.describe('The code ("58") or the key ("LICENSE_VIEWER") of a role type.'),
    scope: roleScope.describe('Where the role is to be held.'),
    parameters: z
      .array(roleParameter)
      .max(50, 'At most 50 parameters.')
      .optional()
      .describe('Required by some role types, for example the circulation desk of an operator; at most 50.'),
    expiresOn: plainDate
      .optional()
      .describe('The last day of the role. Left out: a new role has no end, and a role already held keeps its own.'),
  }),
  fields: [],
  mayEndAdministrators: true,

  resolve(input, context) {
    const role = resolveRole(input, context);
    if ('issues' in role) return role;
    const parameters = input.parameters ?? null;
    const issues = parameterIssues(role.type, role.library, parameters ?? [], context);
    if (issues.length > 0) return { issues };
    const step: AddRoleStep = {
      roleType: role.type.code,
      library: role.library,
      expiresOn: input.expiresOn ?? null,
      parameters,
    };
    const until = step.expiresOn ? ` until ${step.expiresOn}` : '';
    return stepOf(step, `Add the role ${roleSentence(role.type, role.library, context)}${until}`);
  },

  roleTypes: ({ roleType }) => [roleType],

  refuses: roleRefusal,

  claims: roleClaims,

  decide(user, step, context) {
    if (user.id === context.authority.userId) return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const before = heldRole(user.roles, step);
    return before ? changeRole(before, step, context.today) : grantRole(step, context);
  },
});

const grantRole = sameForAll((step: AddRoleStep, context): Decision => {
  const { roleType, library, expiresOn } = step;
  const stamp = { createdAt: context.at, createdBy: context.authority.primaryId };
  const after: RoleFact = {
    roleType,
    library,
    status: 'ACTIVE',
    expiresOn,
    parameters: step.parameters ?? [],
    ...stamp,
  };
  return { code: 'ROLE_ADDED', changes: [{ field: 'roles', before: null, after }] };
});

function changeRole(before: RoleFact, step: AddRoleStep, today: string): Decision {
  const ended = before.status !== 'ACTIVE' || (before.expiresOn !== null && before.expiresOn < today);
  const expiresOn = step.expiresOn ?? (ended ? null : before.expiresOn);
  const parameters = step.parameters ?? before.parameters;
  const sameParameters = JSON.stringify(sorted(parameters)) === JSON.stringify(sorted(before.parameters));
  if (before.status === 'ACTIVE' && expiresOn === before.expiresOn && sameParameters)
    return { code: 'ROLE_ALREADY_HELD', changes: [] };
  return {
    code: 'ROLE_CHANGED',
    changes: [{ field: 'roles', before, after: { ...before, status: 'ACTIVE', expiresOn, parameters } }],
  };
}

/** Name and value only, in order: parameters are a set, and stored JSON keeps no order of keys. */
function sorted(parameters: readonly RoleParameter[]): string[] {
  return parameters.map(({ name, value }) => `${name}=${value}`).sort();
}
