import { describe, expect, it } from 'vitest';
import { actionOfField } from '../actions/actions.ts';
import { isSystemAdministrator, SystemAdministrators } from '../record/system-administrators.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { contextOf, OPERATOR_ID, roleWith, TODAY, userWith } from '../testing/facts.ts';
import { countOutcomes, tallyCodes } from './count-outcomes.ts';
import { decideUser, failed, failedWholly, type Task } from './decide-user.ts';
import { recordHeadline } from './outcome-messages.ts';

const viewer = { roleType: '58', scope: { institution: true } };
const administrator = { roleType: '26', scope: { institution: true } };

/** The actions of a job, each written as in the API. */
function tasksOf(...inputs: readonly Record<string, object>[]): Task[] {
  return inputs.flatMap((input) =>
    Object.entries(input).map(([field, value]) => {
      const action = actionOfField(field);
      const resolved = action?.resolve(value, contextOf('26'));
      if (!action || !resolved || 'issues' in resolved) throw new Error(`${field}: ${JSON.stringify(resolved)}`);
      return { action, step: resolved.step };
    }),
  );
}

const decide = (user: UserFacts, tasks: readonly Task[], ...roles: readonly string[]) =>
  decideUser(user, tasks, contextOf(...roles), null);

describe('the actions of a job over one user', () => {
  it('each see what the ones before did', () => {
    const there = tasksOf({ addRole: viewer }, { addRole: viewer }, { removeRole: viewer }, { removeRole: viewer });
    const tasks = [...there, ...tasksOf({ setStatus: { status: 'INACTIVE' } })];
    expect(decide(userWith(), tasks).results.map(({ code }) => code)).toEqual([
      'ROLE_ADDED',
      'ROLE_ALREADY_HELD',
      'ROLE_REMOVED',
      'ROLE_NOT_HELD',
      'FIELD_SET',
    ]);
  });

  it('leave what is different in the end: several changes of one thing are one', () => {
    const tasks = tasksOf(
      { setStatus: { status: 'INACTIVE' } },
      { setPurgeDate: { date: '2027-01-01' } },
      { setPurgeDate: { date: '2028-01-01' } },
      { addRole: viewer },
      { addRole: { ...viewer, expiresOn: '2027-12-31' } },
    );
    expect(decide(userWith(), tasks).changes).toMatchObject([
      { field: 'status', before: 'ACTIVE', after: 'INACTIVE' },
      { field: 'purgeDate', before: null, after: '2028-01-01' },
      { field: 'roles', before: null, after: { roleType: '58', expiresOn: '2027-12-31' } },
    ]);
  });

  it('that cancel out leave nothing, and the user unchanged', () => {
    const there = tasksOf({ setStatus: { status: 'INACTIVE' } }, { setStatus: { status: 'ACTIVE' } });
    expect(decide(userWith(), there)).toMatchObject({ outcome: 'UNCHANGED', changes: [] });
    const andBack = tasksOf({ addRole: viewer }, { removeRole: viewer });
    expect(decide(userWith(), andBack)).toMatchObject({ outcome: 'UNCHANGED', changes: [] });
  });

  it('that cancel out say so, in the results, the counts and the headline alike', () => {
    const tasks = tasksOf({ addNote: { text: 'Hello', segment: 'EXTERNAL' } }, { removeNotes: { all: true } });
    const decision = decide(userWith(), tasks);
    expect(decision).toMatchObject({
      outcome: 'UNCHANGED',
      results: [
        { action: 0, code: 'TAKEN_BACK' },
        { action: 1, code: 'TAKEN_BACK' },
      ],
    });
    expect(decision.results.some(({ warnings }) => warnings)).toBe(false);
    expect(countOutcomes([decision])).toMatchObject({ updated: 0, unchanged: 1 });
    expect(tallyCodes([decision])).toEqual({ 0: { TAKEN_BACK: 1 }, 1: { TAKEN_BACK: 1 } });
    expect(recordHeadline(decision)).toEqual({ code: 'TAKEN_BACK' });
  });

  it('that cancel out leave what another had to tell', () => {
    const tasks = tasksOf({ addNote: { text: 'Hello' } }, { removeNotes: { all: true } }, { addRole: viewer });
    const decision = decide(userWith({ roles: [roleWith()] }), tasks);
    expect(decision.results.map(({ code }) => code)).toEqual(['TAKEN_BACK', 'TAKEN_BACK', 'ROLE_ALREADY_HELD']);
    expect(decision.outcome).toBe('UNCHANGED');
  });

  it('that remove and grant a role anew do both', () => {
    const held = roleWith();
    const { changes } = decide(userWith({ roles: [held] }), tasksOf({ removeRole: viewer }, { addRole: viewer }));
    expect(changes).toEqual([
      { field: 'roles', before: held, after: null },
      { field: 'roles', before: null, after: expect.objectContaining({ createdBy: 'operator' }) },
    ]);
  });

  it('may add notes that say the same: each is one', () => {
    const tasks = tasksOf(
      { addNote: { text: 'Hello' } },
      { addNote: { text: 'Hello', popup: true } },
      { addNote: { text: 'Hello' } },
    );
    expect(decide(userWith(), tasks).changes.map(({ after }) => after)).toMatchObject([
      { popup: false },
      { popup: true },
      { popup: false },
    ]);
  });

  it('succeed or fail together', () => {
    const tasks = tasksOf({ addRole: viewer }, { addRole: administrator }, { setStatus: { status: 'INACTIVE' } });
    expect(decide(userWith(), tasks, '21')).toEqual({
      userId: 7,
      outcome: 'ERROR',
      results: [
        { action: 0, code: 'NOT_APPLIED' },
        { action: 1, code: 'ROLE_ABOVE_YOUR_OWN' },
        { action: 2, code: 'NOT_APPLIED' },
      ],
      changes: [],
      effects: [],
    });
  });

  it('are decided on what the user is, which they do not touch', () => {
    const user = Object.freeze(userWith({ roles: Object.freeze([roleWith()]) }));
    decide(user, tasksOf({ removeRole: viewer }, { setStatus: { status: 'INACTIVE' } }));
    expect(user).toEqual(userWith({ roles: [roleWith()] }));
  });
});

describe('the outcome of a user', () => {
  const status = { setStatus: { status: 'INACTIVE' } };
  const group = { setUserGroup: { userGroup: 'STAFF' } };
  it.each<[string, UserFacts, Record<string, object>[], string]>([
    ['UPDATED when every action changed something', userWith(), [{ addRole: viewer }, status], 'UPDATED'],
    ['WARNING when one had nothing to do', userWith({ roles: [roleWith()] }), [{ addRole: viewer }, status], 'WARNING'],
    ['UNCHANGED when nothing was', userWith({ roles: [roleWith()] }), [{ addRole: viewer }], 'UNCHANGED'],
    ['WARNING when one was told', userWith({ accountType: 'EXTERNAL' }), [{ addRole: viewer }, group], 'WARNING'],
    ['WARNING when one was left out', userWith({ id: OPERATOR_ID }), [status, group], 'WARNING'],
    ['WARNING when all were left out', userWith({ id: OPERATOR_ID }), [status], 'WARNING'],
  ])('is %s', (_what, user, inputs, outcome) => {
    expect(decide(user, tasksOf(...inputs)).outcome).toBe(outcome);
  });

  it('is ERROR, with the code where it belongs, for users who could not be changed', () => {
    expect(failed(7, 2, 1, 'VALUE_REFUSED', 'a_check').results).toEqual([
      { action: 0, code: 'NOT_APPLIED' },
      { action: 1, code: 'VALUE_REFUSED', detail: 'a_check' },
    ]);
    expect(failedWholly(7, 2, 'USER_NOT_FOUND')).toEqual({
      userId: 7,
      outcome: 'ERROR',
      results: [
        { action: 0, code: 'USER_NOT_FOUND' },
        { action: 1, code: 'USER_NOT_FOUND' },
      ],
      changes: [],
      effects: [],
    });
  });
});

describe('the last active General System Administrator', () => {
  const holder = (id: number) => userWith({ id, roles: [roleWith({ roleType: '26' })] });
  const among = (user: UserFacts, administrators: SystemAdministrators, ...inputs: Record<string, object>[]) =>
    decideUser(user, tasksOf(...inputs), contextOf('26'), administrators);

  it.each<[string, Record<string, object>]>([
    ['the role', { removeRole: administrator }],
    ['the role’s time', { addRole: { ...administrator, expiresOn: '2026-11-21' } }],
    ['the status', { setStatus: { status: 'INACTIVE' } }],
    ['the account’s time', { setExpiryDate: { date: '2026-11-21' } }],
    ['the kind of account', { convertAccount: { to: 'EXTERNAL', externalId: 'SIS' } }],
  ])('keeps %s, and the user nothing of the job', (_what, input) => {
    const decision = among(holder(7), new SystemAdministrators([7]), { addRole: viewer }, input);
    expect(decision).toMatchObject({ outcome: 'ERROR', changes: [] });
    expect(decision.results.map(({ code }) => code)).toEqual(['NOT_APPLIED', 'LAST_SYSTEM_ADMINISTRATOR']);
  });

  it('may lose what does not make them one', () => {
    const kept = [{ setPurgeDate: { date: TODAY } }, { setUserGroup: { userGroup: 'STAFF' } }] as const;
    expect(among(holder(7), new SystemAdministrators([7]), ...kept)).toMatchObject({ outcome: 'UPDATED' });
  });

  const ending: [string, Record<string, object>][] = [
    ['the role', { addRole: { ...administrator, expiresOn: '9999-12-31' } }],
    ['the account', { setExpiryDate: { date: '9999-12-31' } }],
  ];

  it.each(ending)('is given no end: %s', (_what, input) => {
    const refused = { outcome: 'ERROR', results: [{ code: 'LAST_SYSTEM_ADMINISTRATOR' }] };
    expect(among(holder(7), new SystemAdministrators([7]), input)).toMatchObject(refused);
    expect(among(holder(7), new SystemAdministrators([7, 8], [7]), input)).toMatchObject(refused);
    const administrators = new SystemAdministrators([7, 8]);
    expect(among(holder(7), administrators, input)).toMatchObject({ outcome: 'UPDATED' });
    expect(among(holder(8), administrators, input)).toMatchObject(refused);
    expect(among(holder(8), administrators, { removeRole: administrator })).toMatchObject(refused);
  });

  it.each(ending)('has another end where there has been one: %s', (_what, input) => {
    const user = holder(7);
    const temporary = {
      ...user,
      fields: { ...user.fields, expiryDate: TODAY },
      roles: [roleWith({ roleType: '26', expiresOn: TODAY })],
    };
    expect(among(temporary, new SystemAdministrators([7], []), input)).toMatchObject({ outcome: 'UPDATED' });
  });

  it('is whoever is left as a chunk goes through its users', () => {
    const administrators = new SystemAdministrators([7, 8]);
    const outcomes = [7, 8].map((id) => among(holder(id), administrators, { removeRole: administrator }).outcome);
    expect(outcomes).toEqual(['UPDATED', 'ERROR']);
  });

  it('need not stay when the job has made another before', () => {
    const administrators = new SystemAdministrators([8]);
    among(userWith(), administrators, { addRole: administrator });
    expect(among(holder(8), administrators, { removeRole: administrator })).toMatchObject({ outcome: 'UPDATED' });
  });

  it('is one who holds the role in force, at the institution, with an account in force', () => {
    const is = (user: UserFacts) => isSystemAdministrator(user, TODAY);
    expect(is(holder(7))).toBe(true);
    expect(is(userWith({ roles: [roleWith({ roleType: '26', expiresOn: TODAY })] }))).toBe(true);
    const others = [
      userWith({ roles: [roleWith({ roleType: '26', library: 'LAW' })] }),
      userWith({ roles: [roleWith({ roleType: '26', status: 'INACTIVE' })] }),
      userWith({ roles: [roleWith({ roleType: '26', expiresOn: '2026-11-21' })] }),
      { ...holder(7), fields: { status: 'INACTIVE', expiryDate: null } },
      { ...holder(7), fields: { status: 'ACTIVE', expiryDate: '2026-11-21' } },
      userWith(),
    ];
    expect(others.filter(is)).toEqual([]);
  });
});
