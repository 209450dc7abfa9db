import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { roleTypeName } from './inputs.ts';
import {
  heldRole,
  type RoleStep,
  resolveRole,
  roleClaims,
  roleRefusal,
  roleScope,
  roleSentence,
} from './role-inputs.ts';

/** Removes a role, whatever its state, expiry date and parameters. */
export const removeRole = defineAction({
  name: 'REMOVE_ROLE',
  description: 'Removes a role at a scope, whatever its status, expiry date and parameters.',
  input: z.object({
    roleType: roleTypeName.describe('The code ("58") or the key ("LICENSE_VIEWER") of a role type.'),
    scope: roleScope.describe('The scope at which the role is held. The same role at another scope is left alone.'),
  }),
  fields: [],
  mayEndAdministrators: true,

  resolve(input, context) {
    const role = resolveRole(input, context);
    if ('issues' in role) return role;
    const step: RoleStep = { roleType: role.type.code, library: role.library };
    return stepOf(step, `Remove the role ${roleSentence(role.type, role.library, context)}`);
  },

  roleTypes: ({ roleType }) => [roleType],

  refuses: roleRefusal,

  claims: roleClaims,

  decide(user, step, context) {
    if (user.id === context.authority.userId) return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const before = heldRole(user.roles, step);
    if (!before) return { code: 'ROLE_NOT_HELD', changes: [] };
    return { code: 'ROLE_REMOVED', changes: [{ field: 'roles', before, after: null }] };
  },
});
