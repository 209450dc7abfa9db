import { z } from 'zod';
import { type GrantRefusal, grantRefusal } from '../../access/grant-refusal.ts';
import type { RoleTypeFact } from '../../institution/reference.ts';
import type { InputIssue } from '../../platform/problems.ts';
import type { RoleFact, RoleParameter } from '../record/user-facts.ts';
import type { ResolveContext } from './action.ts';
import type { Claim } from './claim.ts';
import { libraryCode, lineOf } from './inputs.ts';

/** Where a role is held, as the API takes it. */
export const roleScope = z
  .object({
    institution: z.boolean().optional().describe('`true`: the whole institution.'),
    library: libraryCode.optional().describe('The code of one library.'),
  })
  .meta({
    typeName: 'RoleScopeInput',
    oneOf: true,
    typeDescription: 'Where a role is held: at the institution or at one library.',
  });

/** A role parameter, as the API takes it. */
export const roleParameter = z
  .object({
    name: z
      .enum(['CIRCULATION_DESK', 'SERVICE_UNIT', 'METADATA_TYPE', 'READ_ONLY'])
      .meta({ typeName: 'RoleParameterName' })
      .describe('Which parameter.'),
    value: lineOf(255)
      .meta({ choices: 'ROLE_PARAMETER' })
      .describe(
        "The code of a circulation desk or service unit of the scope's library; a metadata type; `true` or `false` for READ_ONLY.",
      ),
  })
  .meta({
    typeName: 'RoleParameterInput',
    typeDescription: 'A parameter of a role, such as the circulation desk it is held at.',
  });

/** Which role, worked out: its type's code and the library (null: the institution). */
export interface RoleStep {
  readonly roleType: string;
  readonly library: string | null;
}

interface RoleInput {
  readonly roleType: string;
  readonly scope: z.infer<typeof roleScope>;
}

/** Finds the role type and scope an input names. */
export function resolveRole(
  input: RoleInput,
  context: ResolveContext,
): { type: RoleTypeFact; library: string | null } | { issues: InputIssue[] } {
  const { reference } = context;
  const type = reference.roleTypes.get(input.roleType);
  if (!type) return { issues: [{ path: ['roleType'], message: `There is no role type "${input.roleType}".` }] };
  const library = input.scope.library ?? null;
  if (library === null && input.scope.institution !== true) {
    return { issues: [{ path: ['scope', 'institution'], message: 'Give `true`, or name a library instead.' }] };
  }
  if (library !== null && !reference.libraries.has(library)) {
    return { issues: [{ path: ['scope', 'library'], message: `There is no library "${library}".` }] };
  }
  return { type, library };
}

/** Why who asks may not grant or remove the role. A role type that is gone can be granted by nobody. */
export function roleRefusal(step: RoleStep, { authority, reference }: ResolveContext): GrantRefusal | null {
  const type = reference.roleTypes.get(step.roleType);
  return type ? grantRefusal(authority, type, step.library) : 'ROLE_ABOVE_YOUR_OWN';
}

/** What adding or removing a role lays claim to: the role at its scope. */
export function roleClaims({ roleType, library }: RoleStep): Claim[] {
  return [{ what: `role ${roleType} ${library ?? ''}` }];
}

/** Whether the role type may be held there with these parameters. */
export function parameterIssues(
  type: RoleTypeFact,
  library: string | null,
  parameters: readonly RoleParameter[],
  context: ResolveContext,
): InputIssue[] {
  const issues: InputIssue[] = [];
  if (!type.enabled) issues.push({ path: ['roleType'], message: `The role ${type.name} is not granted any more.` });
  if (!(library === null ? type.allowsInstitution : type.allowsLibrary)) {
    issues.push({
      path: ['scope'],
      message: `The role ${type.name} cannot be held at ${library === null ? 'the institution' : 'a library'}.`,
    });
  }
  if (type.parameterRequired && parameters.length === 0) {
    issues.push({ path: ['parameters'], message: `The role ${type.name} needs the parameter ${type.parameter}.` });
  }
  if (parameters.length > 1 && !type.parameterMultiple) {
    issues.push({ path: ['parameters'], message: `The role ${type.name} takes one parameter.` });
  }
  parameters.forEach(({ name, value }, index) => {
    const again = parameters.slice(0, index).some((earlier) => earlier.name === name && earlier.value === value);
    const message = again ? 'This parameter is given twice.' : parameterFault(type, library, name, value, context);
    if (message) issues.push({ path: ['parameters', index], message });
  });
  return issues;
}

function parameterFault(
  type: RoleTypeFact,
  library: string | null,
  name: string,
  value: string,
  { reference }: ResolveContext,
): string | null {
  if (name !== type.parameter) return `The role ${type.name} takes no parameter ${name}.`;
  if (name === 'CIRCULATION_DESK' && !reference.circulationDesks.has(`${library}/${value}`))
    return `There is no circulation desk "${value}" at this library.`;
  if (name === 'SERVICE_UNIT' && !reference.serviceUnits.has(`${library}/${value}`))
    return `There is no service unit "${value}" at this library.`;
  if (name === 'READ_ONLY' && value !== 'true' && value !== 'false') return 'READ_ONLY is `true` or `false`.';
  return null;
}

/** The role of this type at this scope among those a user holds. */
export function heldRole(roles: readonly RoleFact[], step: RoleStep): RoleFact | undefined {
  return roles.find((role) => role.roleType === step.roleType && role.library === step.library);
}

/** "License Viewer at the institution". */
export function roleSentence(type: RoleTypeFact, library: string | null, { reference }: ResolveContext): string {
  return `${type.name} at ${library === null ? 'the institution' : (reference.libraries.get(library) ?? library)}`;
}
