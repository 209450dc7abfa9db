import { describe, expect, it } from 'vitest';
import type { UserFacts, UserField } from '../record/user-facts.ts';
import { contextOf, FROZEN_AT, OPERATOR_ID, roleWith, userWith } from '../testing/facts.ts';
import type { Action } from './action.ts';
import { actionField, actionNamed, actionOfField, actions } from './actions.ts';
import { addNote } from './add-note.ts';
import { setExpiryDate } from './set-expiry-date.ts';
import { setPurgeDate } from './set-purge-date.ts';
import { setStatus } from './set-status.ts';
import { setUserGroup } from './set-user-group.ts';

function resolved(action: Action, input: object): { step: unknown; sentence: string } {
  const result = action.resolve(input, contextOf());
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result;
}

const DAY = '2027-06-30';
const EARLIER = '2027-06-29';
const LATER = '2027-07-01';

describe.each<[string, Action, UserField]>([
  ['the expiry date', setExpiryDate, 'expiryDate'],
  ['the purge date', setPurgeDate, 'purgeDate'],
])('setting %s', (_what, action, field) => {
  const decide = (input: object, held: string | null) =>
    action.decide(userWith({ fields: { [field]: held } }), resolved(action, input).step, contextOf());

  it.each<[string | null, object, string]>([
    [null, { date: DAY }, 'FIELD_SET'],
    [EARLIER, { date: DAY }, 'FIELD_SET'],
    [DAY, { date: DAY }, 'FIELD_ALREADY_SET'],
    [DAY, { date: null }, 'FIELD_CLEARED'],
    [null, { date: null }, 'FIELD_ALREADY_SET'],
    [null, { date: DAY, condition: { ifEmpty: true } }, 'FIELD_SET'],
    [EARLIER, { date: DAY, condition: { ifEmpty: true } }, 'CONDITION_NOT_MET'],
    [null, { date: DAY, condition: { ifEmpty: false } }, 'CONDITION_NOT_MET'],
    [EARLIER, { date: DAY, condition: { ifEmpty: false } }, 'FIELD_SET'],
    [EARLIER, { date: DAY, condition: { ifEquals: EARLIER } }, 'FIELD_SET'],
    [LATER, { date: DAY, condition: { ifEquals: EARLIER } }, 'CONDITION_NOT_MET'],
    [null, { date: DAY, condition: { ifEquals: EARLIER } }, 'CONDITION_NOT_MET'],
    [EARLIER, { date: null, condition: { ifEquals: EARLIER } }, 'FIELD_CLEARED'],
    [LATER, { date: DAY, condition: { ifLater: true } }, 'FIELD_SET'],
    [DAY, { date: DAY, condition: { ifLater: true } }, 'CONDITION_NOT_MET'],
    [EARLIER, { date: DAY, condition: { ifLater: true } }, 'CONDITION_NOT_MET'],
    [null, { date: DAY, condition: { ifLater: true } }, 'CONDITION_NOT_MET'],
    [EARLIER, { date: DAY, condition: { ifLater: false } }, 'FIELD_SET'],
    [null, { date: DAY, condition: { ifLater: false } }, 'CONDITION_NOT_MET'],
    [EARLIER, { date: DAY, condition: { ifEarlier: true } }, 'FIELD_SET'],
    [LATER, { date: DAY, condition: { ifEarlier: true } }, 'CONDITION_NOT_MET'],
    [null, { date: DAY, condition: { ifEarlier: true } }, 'CONDITION_NOT_MET'],
    [LATER, { date: DAY, condition: { ifEarlier: false } }, 'FIELD_SET'],
  ])('%s by %j: %s', (held, input, code) => {
    const decision = decide(input, held);
    expect(decision.code).toBe(code);
    const after = 'date' in input ? input.date : null;
    expect(decision.changes).toEqual(
      /SET$|CLEARED$/.test(code) && !code.includes('ALREADY') ? [{ field, before: held, after }] : [],
    );
  });

  it('of the own record is left out', () => {
    const own = userWith({ id: OPERATOR_ID });
    const { step } = resolved(action, { date: DAY });
    expect(action.decide(own, step, contextOf())).toEqual({ code: 'OWN_RECORD_PROTECTED', changes: [] });
  });

  it.each([
    ['a day that does not exist', { date: '2027-02-29' }, ['date']],
    ['an instant', { date: '2027-02-20T00:00:00Z' }, ['date']],
    ['what nothing can be later than', { date: null, condition: { ifLater: true } }, ['condition', 'ifLater']],
    ['what nothing can be earlier than', { date: null, condition: { ifEarlier: false } }, ['condition', 'ifEarlier']],
    ['a condition that is none', { date: DAY, condition: { ifEquals: 'soon' } }, ['condition', 'ifEquals']],
  ])('is refused with %s', (_what, input, path) => {
    expect(action.resolve(input, contextOf())).toMatchObject({ issues: [{ path }] });
  });
});

describe('setting a code', () => {
  it.each<[Action, object, UserField, string | null, string]>([
    [setStatus, { status: 'INACTIVE' }, 'status', 'ACTIVE', 'FIELD_SET'],
    [setStatus, { status: 'ACTIVE' }, 'status', 'ACTIVE', 'FIELD_ALREADY_SET'],
    [setStatus, { status: 'ACTIVE', condition: { ifEquals: 'INACTIVE' } }, 'status', 'INACTIVE', 'FIELD_SET'],
    [setStatus, { status: 'INACTIVE', condition: { ifEquals: 'INACTIVE' } }, 'status', 'ACTIVE', 'CONDITION_NOT_MET'],
    [setUserGroup, { userGroup: 'STAFF' }, 'userGroup', null, 'FIELD_SET'],
    [setUserGroup, { userGroup: 'STAFF' }, 'userGroup', 'STAFF', 'FIELD_ALREADY_SET'],
    [setUserGroup, { userGroup: 'STAFF', condition: { ifEmpty: true } }, 'userGroup', 'OTHER', 'CONDITION_NOT_MET'],
  ])('%#: %j', (action, input, field, held, code) => {
    const user = userWith({ fields: { [field]: held } });
    const decision = action.decide(user, resolved(action, input).step, contextOf());
    expect(decision.code).toBe(code);
    expect(decision.changes).toHaveLength(code === 'FIELD_SET' ? 1 : 0);
  });

  it('warns that the next load of an external account may overwrite it, when something was changed', () => {
    const { step } = resolved(setUserGroup, { userGroup: 'STAFF' });
    const external = (userGroup: string | null) => userWith({ accountType: 'EXTERNAL', fields: { userGroup } });
    expect(setUserGroup.decide(external(null), step, contextOf())).toMatchObject({
      code: 'FIELD_SET',
      warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'],
    });
    expect(setUserGroup.decide(external('STAFF'), step, contextOf())).not.toHaveProperty('warnings');
  });

  it('leaves the own status alone, but not the own user group', () => {
    const own = userWith({ id: OPERATOR_ID });
    const status = setStatus.decide(own, resolved(setStatus, { status: 'INACTIVE' }).step, contextOf());
    const group = setUserGroup.decide(own, resolved(setUserGroup, { userGroup: 'STAFF' }).step, contextOf());
    expect([status.code, group.code]).toEqual(['OWN_RECORD_PROTECTED', 'FIELD_SET']);
  });

  it.each<[Action, object, string]>([
    [setStatus, { status: 'INACTIVE', condition: { ifEquals: 'active' } }, 'ifEquals'],
    [setStatus, { status: 'INACTIVE', condition: { ifEmpty: true } }, 'ifEmpty'],
    [setUserGroup, { userGroup: 'STAFF', condition: { ifEquals: 'MARTIANS' } }, 'ifEquals'],
  ])('%#: is refused on a condition that nobody meets: %j', (action, input, at) => {
    expect(action.resolve(input, contextOf())).toMatchObject({ issues: [{ path: ['condition', at] }] });
  });

  it('takes conditions on codes that are no longer given', () => {
    expect(resolved(setUserGroup, { userGroup: 'STAFF', condition: { ifEquals: 'OTHER' } }).sentence).toContain(
      'OTHER',
    );
  });

  it('needs a code there is', () => {
    expect(setUserGroup.resolve({ userGroup: 'MARTIANS' }, contextOf())).toMatchObject({
      issues: [{ path: ['userGroup'] }],
    });
    expect(setStatus.resolve({ status: 'ASLEEP' }, contextOf())).toMatchObject({ issues: [{ path: ['status'] }] });
  });
});

describe('adding a note', () => {
  it('stamps it with who and when, as an internal one that nobody but staff sees', () => {
    const { step } = resolved(addNote, { text: 'Seen' });
    expect(addNote.decide(userWith(), step, contextOf())).toEqual({
      code: 'NOTE_ADDED',
      changes: [
        {
          field: 'notes',
          before: null,
          after: {
            type: 'OTHER',
            text: 'Seen',
            userViewable: false,
            popup: false,
            segment: 'INTERNAL',
            createdAt: FROZEN_AT,
            createdBy: 'operator',
          },
        },
      ],
    });
  });

  it.each([
    ['no text', { text: ' \n' }, ['text']],
    ['too much of it', { text: 'x'.repeat(2_001) }, ['text']],
    ['U+0000', { text: 'a\0b' }, ['text']],
    ['half a surrogate pair', { text: 'a\udc00' }, ['text']],
    ['a type that does not exist', { type: 'SONG', text: 'x' }, ['type']],
  ])('is refused with %s', (_what, input, path) => {
    expect(addNote.resolve(input, contextOf())).toMatchObject({ issues: [{ path }] });
  });
});

describe('the sentence of an action', () => {
  it.each<[Action, object, string]>([
    [setStatus, { status: 'INACTIVE' }, 'Set the status to INACTIVE'],
    [
      setStatus,
      { status: 'ACTIVE', condition: { ifEquals: 'INACTIVE' } },
      'Set the status to ACTIVE where it is INACTIVE',
    ],
    [setExpiryDate, { date: DAY }, `Set the expiry date to ${DAY}`],
    [setExpiryDate, { date: null }, 'Clear the expiry date'],
    [setPurgeDate, { date: DAY, condition: { ifLater: true } }, `Set the purge date to ${DAY} where it is later`],
    [setPurgeDate, { date: DAY, condition: { ifLater: false } }, `Set the purge date to ${DAY} where it is not later`],
    [setPurgeDate, { date: DAY, condition: { ifEarlier: true } }, `Set the purge date to ${DAY} where it is earlier`],
    [setPurgeDate, { date: null, condition: { ifEmpty: false } }, 'Clear the purge date where it is not empty'],
    [
      setUserGroup,
      { userGroup: 'STAFF', condition: { ifEmpty: true } },
      'Set the user group to Staff where it is empty',
    ],
    [addNote, { text: 'Two\n lines' }, 'Add the note "Two lines"'],
    [addNote, { text: '🎓'.repeat(70) }, `Add the note "${'🎓'.repeat(59)}…"`],
  ])('%#: %j is %s', (action, input, sentence) => {
    expect(resolved(action, input).sentence).toBe(sentence);
  });
});

describe('the list of actions', () => {
  it('finds each by name and by field', () => {
    for (const action of actions) {
      expect(actionNamed(action.name)).toBe(action);
      expect(actionOfField(actionField(action))).toBe(action);
    }
    expect(actions.map(actionField)).toContain('setExpiryDate');
  });

  it('does not make one up', () => {
    expect(() => actionNamed('DELETE_USER')).toThrow('DELETE_USER');
    expect(actionOfField('deleteUser')).toBeUndefined();
  });
});

describe('an account whose holder stands above who asks', () => {
  const heldRole = (roleType: string) => roleWith({ roleType });
  const manager = { roles: [heldRole('21')] };
  const administrator = { roles: [heldRole('26')] };
  const fulfillment = { roles: [heldRole('52')] };

  it.each<[string, string, Partial<UserFacts>, string]>([
    ['a manager, a patron', '21', {}, 'FIELD_SET'],
    ['a manager, another manager', '21', manager, 'USER_ABOVE_YOUR_OWN'],
    ['a manager, an administrator', '21', administrator, 'USER_ABOVE_YOUR_OWN'],
    ['a manager, an administrator of another kind', '21', fulfillment, 'USER_ABOVE_YOUR_OWN'],
    ['a user administrator, a manager', '50', manager, 'FIELD_SET'],
    ['a user administrator, an administrator', '50', administrator, 'USER_ABOVE_YOUR_OWN'],
    ['a system administrator, another', '26', administrator, 'FIELD_SET'],
  ])('%s: the status, the expiry date and the purge date', (_who, rank, held, code) => {
    for (const [action, input] of [
      [setStatus, { status: 'INACTIVE' }],
      [setExpiryDate, { date: DAY }],
      [setPurgeDate, { date: DAY }],
    ] as const) {
      const user = userWith({ fields: { status: 'ACTIVE', expiryDate: null }, ...held });
      expect(action.decide(user, resolved(action, input).step, contextOf(rank)).code).toBe(code);
      expect(action.roleTypes(resolved(action, input).step, contextOf(rank))).toContain('26');
    }
  });
});

it.each([setExpiryDate, setPurgeDate])('takes no date for no answer: only null clears', (action) => {
  expect(action.resolve({}, contextOf())).toMatchObject({ issues: [{ path: ['date'] }] });
});

it('knows no year 0, as PostgreSQL does not', () => {
  expect(setExpiryDate.resolve({ date: '0000-01-01' }, contextOf())).toHaveProperty('issues');
});
