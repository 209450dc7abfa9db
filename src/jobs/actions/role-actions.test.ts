import { describe, expect, it } from 'vitest';
import type { RoleFact } from '../record/user-facts.ts';
import {
  authorityWith,
  contextOf,
  FROZEN_AT,
  OPERATOR_ID,
  reference,
  roleWith,
  TODAY,
  userWith,
} from '../testing/facts.ts';
import type { Action, ResolveContext } from './action.ts';
import { addRole } from './add-role.ts';
import { removeRole } from './remove-role.ts';

const atInstitution = { institution: true };
const viewer = { roleType: '58', scope: atInstitution };

function resolving(action: Action, input: object, roles: readonly string[] = ['21']) {
  const context: ResolveContext = { authority: authorityWith(...roles), reference };
  return action.resolve(input, context);
}

function stepOf(action: Action, input: object): unknown {
  const resolved = resolving(action, input);
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  return resolved.step;
}

const deciding = (action: Action, input: object, roles: readonly RoleFact[], id = 7) =>
  action.decide(userWith({ id, roles }), stepOf(action, input), contextOf());

describe('what adding a role is to do', () => {
  it.each([
    ['by code', viewer, 'Add the role License Viewer at the institution'],
    ['by key', { ...viewer, roleType: 'LICENSE_VIEWER' }, 'Add the role License Viewer at the institution'],
    [
      'with an end',
      { ...viewer, expiresOn: '2027-01-31' },
      'Add the role License Viewer at the institution until 2027-01-31',
    ],
    ['at a library', { roleType: '200', scope: { library: 'LAW' } }, 'Add the role Patron at Law Library'],
  ])('is said in words: %s', (_how, input, sentence) => {
    expect(resolving(addRole, input)).toMatchObject({ sentence });
  });

  it('names role type and scope by their codes, however they were given', () => {
    expect(stepOf(addRole, { ...viewer, roleType: 'LICENSE_VIEWER' })).toEqual({
      roleType: '58',
      library: null,
      expiresOn: null,
      parameters: null,
    });
  });

  const desk = { name: 'CIRCULATION_DESK', value: 'DESK' };
  const unit = (value: string) => ({ name: 'SERVICE_UNIT', value });
  const operator = { roleType: '32', scope: { library: 'LAW' } };
  const receiver = { roleType: '37', scope: { library: 'LAW' } };
  it.each<[string, object]>([
    ['the required parameter', { ...operator, parameters: [desk] }],
    ['several, where a role takes several', { ...receiver, parameters: [unit('ACQ'), unit('BIND')] }],
    ['an optional one', { roleType: '52', scope: atInstitution, parameters: [{ name: 'READ_ONLY', value: 'true' }] }],
    ['none, where it is optional', { roleType: '52', scope: atInstitution }],
  ])('may have parameters: %s', (_what, input) => {
    expect(resolving(addRole, input)).toHaveProperty('step');
  });

  it.each<[string, object, (string | number)[]]>([
    ['a role type that does not exist', { ...viewer, roleType: '9999' }, ['roleType']],
    ['no scope', { ...viewer, scope: {} }, ['scope', 'institution']],
    ['institution: false', { ...viewer, scope: { institution: false } }, ['scope', 'institution']],
    ['a library that does not exist', { roleType: '200', scope: { library: 'MOON' } }, ['scope', 'library']],
    ['a scope the role is not for', { ...viewer, scope: { library: 'LAW' } }, ['scope']],
    ['a role of libraries at the institution', { ...operator, scope: atInstitution, parameters: [desk] }, ['scope']],
    ['a missing parameter', operator, ['parameters']],
    ['one parameter too many', { ...operator, parameters: [desk, desk] }, ['parameters']],
    ['the same parameter twice', { ...receiver, parameters: [unit('ACQ'), unit('ACQ')] }, ['parameters', 1]],
    ['a parameter of other roles', { ...operator, parameters: [unit('ACQ')] }, ['parameters', 0]],
    ['a parameter of a role without', { ...viewer, parameters: [desk] }, ['parameters', 0]],
    ['a desk of nowhere', { ...operator, parameters: [{ ...desk, value: 'MOON' }] }, ['parameters', 0]],
    [
      'a unit of another library',
      { ...receiver, scope: { library: 'MAIN' }, parameters: [unit('ACQ')] },
      ['parameters', 0],
    ],
    [
      'READ_ONLY that is neither',
      { roleType: '52', scope: atInstitution, parameters: [{ name: 'READ_ONLY', value: 'maybe' }] },
      ['parameters', 0],
    ],
    ['a date that does not exist', { ...viewer, expiresOn: '2026-02-30' }, ['expiresOn']],
    ['an empty role type', { ...viewer, roleType: ' ' }, ['roleType']],
    ['text with U+0000', { ...viewer, roleType: '5\0' }, ['roleType']],
    ['half a surrogate pair', { ...viewer, roleType: '\ud800' }, ['roleType']],
  ])('is refused: %s', (_what, input, path) => {
    expect(resolving(addRole, input)).toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ path })]),
    });
  });

  it('is refused with every fault at once', () => {
    const input = { ...operator, scope: atInstitution, parameters: [desk, unit('ACQ')] };
    expect(resolving(addRole, input)).toMatchObject({
      issues: [{ path: ['scope'] }, { path: ['parameters'] }, { path: ['parameters', 0] }, { path: ['parameters', 1] }],
    });
  });
});

describe('what adding a role decides', () => {
  const granted = { ...roleWith(), createdAt: FROZEN_AT, createdBy: 'operator' };
  const expired = roleWith({ expiresOn: '2026-11-21' });
  const parameters = [
    { name: 'SERVICE_UNIT', value: 'ACQ' },
    { name: 'SERVICE_UNIT', value: 'BIND' },
  ];
  const receiver = { roleType: '37', scope: { library: 'LAW' } };
  const receiving = roleWith({ roleType: '37', library: 'LAW', parameters });

  it.each<[string, object, RoleFact[], string, RoleFact | null]>([
    ['a user without it', viewer, [], 'ROLE_ADDED', granted],
    ['with an end', { ...viewer, expiresOn: '2027-01-31' }, [], 'ROLE_ADDED', { ...granted, expiresOn: '2027-01-31' }],
    ['a user with another role', viewer, [roleWith({ roleType: '200' })], 'ROLE_ADDED', granted],
    [
      'a user who holds it elsewhere',
      { roleType: '200', scope: { library: 'LAW' } },
      [roleWith({ roleType: '200' })],
      'ROLE_ADDED',
      { ...granted, roleType: '200', library: 'LAW' },
    ],
    ['who holds it', viewer, [roleWith()], 'ROLE_ALREADY_HELD', null],
    ['who holds it until today', viewer, [roleWith({ expiresOn: TODAY })], 'ROLE_ALREADY_HELD', null],
    ['whose role has ended', viewer, [expired], 'ROLE_CHANGED', { ...expired, expiresOn: null }],
    ['whose role is inactive', viewer, [roleWith({ status: 'INACTIVE' })], 'ROLE_CHANGED', roleWith()],
    [
      'another end',
      { ...viewer, expiresOn: '2027-01-31' },
      [roleWith()],
      'ROLE_CHANGED',
      roleWith({ expiresOn: '2027-01-31' }),
    ],
    [
      'the same end',
      { ...viewer, expiresOn: '2027-01-31' },
      [roleWith({ expiresOn: '2027-01-31' })],
      'ROLE_ALREADY_HELD',
      null,
    ],
    ['the same end, which has passed', { ...viewer, expiresOn: '2026-11-21' }, [expired], 'ROLE_ALREADY_HELD', null],
    ['its parameters left out', { ...receiver, parameters }, [receiving], 'ROLE_ALREADY_HELD', null],
    [
      'the same in another order',
      { ...receiver, parameters: parameters.toReversed() },
      [receiving],
      'ROLE_ALREADY_HELD',
      null,
    ],
    [
      'other parameters',
      { ...receiver, parameters: parameters.slice(1) },
      [receiving],
      'ROLE_CHANGED',
      { ...receiving, parameters: parameters.slice(1) },
    ],
  ])('%s', (_who, input, held, code, after) => {
    const decision = deciding(addRole, input, held);
    expect(decision.code).toBe(code);
    expect(decision.changes.map((change) => change.after)).toEqual(after ? [after] : []);
  });

  it('keeps the image from before', () => {
    expect(deciding(addRole, viewer, [expired]).changes).toMatchObject([{ field: 'roles', before: expired }]);
    expect(deciding(addRole, viewer, []).changes).toMatchObject([{ field: 'roles', before: null }]);
  });
});

describe('what removing a role decides', () => {
  it.each<[string, RoleFact[], string, boolean]>([
    ['a user who holds it', [roleWith()], 'ROLE_REMOVED', true],
    ['whose role has ended', [roleWith({ status: 'INACTIVE', expiresOn: '2020-01-01' })], 'ROLE_REMOVED', true],
    ['a user without it', [], 'ROLE_NOT_HELD', false],
    ['who holds it elsewhere', [roleWith({ library: 'LAW' })], 'ROLE_NOT_HELD', false],
  ])('%s', (_who, held, code, removed) => {
    const changes = removed ? [{ field: 'roles', before: held[0], after: null }] : [];
    expect(deciding(removeRole, viewer, held)).toEqual({ code, changes });
  });
});

describe.each([
  ['adding', addRole],
  ['removing', removeRole],
])('%s a role', (_how, action) => {
  it('leaves the own record alone', () => {
    for (const held of [[], [roleWith()]]) {
      expect(deciding(action, viewer, held, OPERATOR_ID)).toEqual({ code: 'OWN_RECORD_PROTECTED', changes: [] });
    }
  });

  it('looks at roles of its type', () => {
    expect(action.roleTypes(stepOf(action, viewer), contextOf())).toEqual(['58']);
  });

  it.each<[string, string[], object, string | null]>([
    ['a manager, an operational role', ['21'], viewer, null],
    ['a manager, their own role', ['21'], { ...viewer, roleType: '21' }, 'ROLE_ABOVE_YOUR_OWN'],
    ['a library manager, at their library', ['21@LAW'], { roleType: '200', scope: { library: 'LAW' } }, null],
    [
      'a library manager, at another',
      ['21@LAW'],
      { roleType: '200', scope: { library: 'MAIN' } },
      'ROLE_OUTSIDE_YOUR_SCOPE',
    ],
    ['a library manager, at the institution', ['21@LAW'], viewer, 'ROLE_OUTSIDE_YOUR_SCOPE'],
    ['a user administrator, a manager', ['50'], { ...viewer, roleType: '21' }, null],
    ['a user administrator, an administrator', ['50'], { ...viewer, roleType: '26' }, 'ROLE_ABOVE_YOUR_OWN'],
    ['a system administrator, an administrator', ['26'], { ...viewer, roleType: '26' }, null],
    ['somebody who manages nobody', ['200'], viewer, 'ROLE_ABOVE_YOUR_OWN'],
  ])('by %s', (_who, roles, input, refusal) => {
    expect(action.refuses(stepOf(action, input), contextOf(...roles))).toBe(refusal);
  });

  it('of a type that is gone is refused to everybody', () => {
    const without = { ...contextOf('26'), reference: { ...reference, roleTypes: new Map() } };
    expect(action.refuses(stepOf(action, viewer), without)).toBe('ROLE_ABOVE_YOUR_OWN');
  });
});
