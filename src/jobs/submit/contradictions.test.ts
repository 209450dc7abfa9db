import { describe, expect, it } from 'vitest';
import { contextOf } from '../testing/facts.ts';
import { resolveSteps, type UserActionInput } from './job-steps.ts';

const viewer = { roleType: '58', scope: { institution: true } };
const group = (userGroup: string, condition?: object) => ({ setUserGroup: { userGroup, condition } });
const STAFF = 'STAFF';
const block = { type: 'LOAN', code: '02' };
const statistic = { type: 'DEPARTMENT', category: 'AL' };
const law = { library: 'LAW' };
const letter = { letter: 'GENERAL_MESSAGE' };
const overdue = { letter: 'OVERDUE' };
const internal = { to: 'INTERNAL', generatePassword: false };
const external = { to: 'EXTERNAL', externalId: 'SIS' };
const emails = (find: string, replace: string) => ({ replaceEmail: { find, replace } });
const status = (value: string, condition?: object) => ({ setStatus: { status: value, condition } });

/** The paths of the faults, each once. */
function faultsOf(...actions: readonly UserActionInput[]): string[] {
  const { issues } = resolveSteps(actions, contextOf('26'));
  return [...new Set(issues.map(({ path }) => path.join('.')))].sort();
}

describe('actions that contradict each other are refused, both with their paths', () => {
  it.each<[string, UserActionInput, UserActionInput]>([
    ['a field set to two values', status('ACTIVE'), status('INACTIVE')],
    ['a field set twice to the same, once on a condition', group(STAFF), group(STAFF, { ifEmpty: true })],
    ['a date set and cleared', { setPurgeDate: { date: '2030-01-01' } }, { setPurgeDate: { date: null } }],
    [
      'conditions that may both be met',
      status('ACTIVE', { ifEmpty: false }),
      status('INACTIVE', { ifEquals: 'ACTIVE' }),
    ],
    ['a role added and removed', { addRole: viewer }, { removeRole: viewer }],
    ['a role named in two ways', { addRole: viewer }, { removeRole: { ...viewer, roleType: 'LICENSE_VIEWER' } }],
    ['a role until two dates', { addRole: viewer }, { addRole: { ...viewer, expiresOn: '2030-01-01' } }],
    ['a block added and removed', { addBlock: block }, { removeBlock: block }],
    ['a block disabled and removed', { disableBlock: block }, { removeBlock: block }],
    ['a category added and removed', { addStatistic: statistic }, { removeStatistic: statistic }],
    ['a library added and removed', { addResourceSharingLibrary: law }, { removeResourceSharingLibrary: law }],
    ['a letter kept back and not', { optInLetter: overdue }, { optOutLetter: overdue }],
    ['an account converted twice', { convertAccount: internal }, { convertAccount: external }],
    ['a letter sent twice', { notify: letter }, { notify: { ...letter, extraText: 'Hello' } }],
    [
      'the export asked for twice',
      { exportToIdentityProvider: {} },
      { exportToIdentityProvider: { activeOnly: true } },
    ],
    ['a domain replaced by two', emails('@old.example', '@a.example'), emails('@OLD.example', '@b.example')],
    ['a domain replaced and back', emails('@old.example', '@a.example'), emails('@A.example', '@old.example')],
    ['an address replaced by two', emails('a@old.example', 'a@a.example'), emails('a@old.example', 'a@b.example')],
    ['the same note twice', { addNote: { text: 'Hello' } }, { addNote: { text: 'Hello', type: 'OTHER' } }],
  ])('%s', (_what, one, other) => {
    const paths = [one, { addNote: { text: 'Between' } }, other].flatMap((action, index) =>
      index === 1 ? [] : [`actions.${index}.${Object.keys(action)[0]}`],
    );
    expect(faultsOf(one, { addNote: { text: 'Between' } }, other)).toEqual(paths.sort());
    expect(faultsOf(other, one)).toHaveLength(2);
  });

  it('each with the sentence of the other', () => {
    const { issues } = resolveSteps([status('ACTIVE'), status('INACTIVE')], contextOf());
    expect(issues).toEqual([
      {
        path: ['actions', 0, 'setStatus'],
        message: 'This contradicts another action: see actions.1.setStatus, "Set the status to INACTIVE".',
      },
      {
        path: ['actions', 1, 'setStatus'],
        message: 'This contradicts another action: see actions.0.setStatus, "Set the status to ACTIVE".',
      },
    ]);
  });

  it('where a condition waits for what the action before it sets', () => {
    const onward = [status('INACTIVE', { ifEquals: 'ACTIVE' }), status('ACTIVE', { ifEquals: 'INACTIVE' })];
    expect(faultsOf(...onward)).toHaveLength(2);
    const filled = [group(STAFF, { ifEmpty: true }), group(STAFF, { ifEquals: STAFF })];
    expect(faultsOf(...filled)).toHaveLength(2);
  });
});

describe('actions that stand together', () => {
  it.each<[string, readonly UserActionInput[]]>([
    ['different fields', [status('ACTIVE'), { setExpiryDate: { date: null } }, { setPurgeDate: { date: null } }]],
    [
      'the same role at different scopes',
      [{ addRole: { ...viewer, roleType: '200' } }, library('LAW'), library('MAIN')],
    ],
    ['conditions on different values', [group(STAFF, { ifEquals: STAFF }), group(STAFF, { ifEquals: 'OTHER' })]],
    ['an empty field and a certain value', [group(STAFF, { ifEmpty: true }), group(STAFF, { ifEquals: 'OTHER' })]],
    ['all blocks of a type, then another', [{ removeBlock: { type: 'LOAN' } }, { addBlock: block }]],
    ['different domains', [emails('@old.example', '@a.example'), emails('@older.example', '@a.example')]],
    ['one address, then the rest', [emails('a@old.example', 'b@a.example'), emails('@old.example', '@a.example')]],
    ['different notes', [{ addNote: { text: 'Hello' } }, { addNote: { text: 'Goodbye' } }]],
  ])('%s', (_what, actions) => {
    expect(faultsOf(...actions)).toEqual([]);
  });
});

function library(code: string): UserActionInput {
  return { addRole: { roleType: '200', scope: { library: code } } };
}
