import { describe, expect, it } from 'vitest';
import type { UserFacts } from '../record/user-facts.ts';
import { contextOf, OPERATOR_ID, roleWith, userWith } from '../testing/facts.ts';
import type { Action } from './action.ts';
import { convertAccount } from './convert-account.ts';
import { exportToIdentityProvider } from './export-to-identity-provider.ts';
import { notify } from './notify.ts';

function stepOf(action: Action, input: object): unknown {
  const resolved = action.resolve(input, contextOf());
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  return resolved.step;
}

const address = { types: [], address: 'a@x.y', description: '', preferred: true, segment: 'INTERNAL' } as const;
const reachable = (facts: Partial<UserFacts> = {}) => userWith({ emails: [address], ...facts });

describe('notifying', () => {
  const message = { letter: 'GENERAL_MESSAGE' };
  const decide = (user: UserFacts, input: object = message) => notify.decide(user, stepOf(notify, input), contextOf());

  it('queues the letter in the version of the day it was submitted, and changes nothing', () => {
    const letter = { kind: 'LETTER', letter: 'GENERAL_MESSAGE', version: 3 };
    expect(decide(reachable())).toEqual({
      code: 'LETTER_QUEUED',
      changes: [],
      effects: [{ ...letter, extraText: null }],
    });
    expect(decide(reachable(), { ...message, extraText: 'Hello' }).effects).toEqual([
      { ...letter, extraText: 'Hello' },
    ]);
  });

  it.each<[string, UserFacts]>([
    ['NO_EMAIL_ADDRESS', userWith()],
    ['LETTER_OPTED_OUT', reachable({ letterOptOuts: [{ letter: 'GENERAL_MESSAGE' }] })],
    ['USER_INACTIVE_NO_LETTER', reachable({ fields: { status: 'INACTIVE' } })],
    ['USER_INACTIVE_NO_LETTER', reachable({ fields: { expiryDate: '2026-11-21' } })],
  ])('%s: a warning, and no letter', (code, user) => {
    expect(decide(user)).toEqual({ code, changes: [] });
  });

  it('goes to accounts on their last day, to those who opted out of other letters, and to inactive ones on demand', () => {
    expect(decide(reachable({ fields: { expiryDate: '2026-11-22' } })).code).toBe('LETTER_QUEUED');
    expect(decide(reachable({ letterOptOuts: [{ letter: 'ACCOUNT_NOTICE' }] })).code).toBe('LETTER_QUEUED');
    const inactive = reachable({ fields: { status: 'INACTIVE', expiryDate: '2020-01-01' } });
    expect(decide(inactive, { ...message, sendToInactive: true }).code).toBe('LETTER_QUEUED');
  });

  it.each([
    ['an unknown letter', { letter: 'NONE' }, ['letter']],
    ['a letter for passwords', { letter: 'ACCOUNT_NOTICE' }, ['letter']],
    ['too long a text', { ...message, extraText: 'x'.repeat(10_001) }, ['extraText']],
  ])('is refused with %s', (_what, input, path) => {
    expect(notify.resolve(input, contextOf())).toMatchObject({ issues: [{ path }] });
  });
});

describe('converting to internal', () => {
  const external = reachable({
    accountType: 'EXTERNAL',
    fields: { externalId: 'SIS', forcePasswordChange: 'false' },
  });
  const decide = (user: UserFacts, input: object = {}) =>
    convertAccount.decide(user, stepOf(convertAccount, { to: 'INTERNAL', ...input }), contextOf());
  const converted = [
    { field: 'accountType', before: 'EXTERNAL', after: 'INTERNAL' },
    { field: 'externalId', before: 'SIS', after: null },
  ];

  it('gives a temporary password by letter, and asks for another at the first sign-in', () => {
    expect(decide(external)).toEqual({
      code: 'ACCOUNT_CONVERTED',
      changes: [...converted, { field: 'forcePasswordChange', before: 'false', after: 'true' }],
      effects: [{ kind: 'TEMPORARY_PASSWORD', letter: 'ACCOUNT_NOTICE', version: 2 }],
    });
  });

  it('gives none where none is wanted', () => {
    expect(decide(external, { generatePassword: false })).toEqual({ code: 'ACCOUNT_CONVERTED', changes: converted });
  });

  it.each<[string, Partial<UserFacts>]>([
    ['NO_EMAIL_ADDRESS', { emails: [] }],
    ['LETTER_OPTED_OUT', { letterOptOuts: [{ letter: 'ACCOUNT_NOTICE' }] }],
    ['USER_INACTIVE_NO_LETTER', { fields: { ...external.fields, status: 'INACTIVE' } }],
  ])('%s: converts without a password, which nobody would ever know', (code, facts) => {
    expect(decide({ ...external, ...facts })).toEqual({
      code: 'ACCOUNT_CONVERTED',
      changes: converted,
      warnings: [code, 'NO_PASSWORD_GIVEN'],
    });
  });

  it('leaves internal accounts and their passwords alone', () => {
    expect(decide(reachable())).toEqual({ code: 'FIELD_ALREADY_SET', changes: [] });
  });

  it('comes in small chunks where passwords are made', () => {
    const chunkOf = (input: object) => convertAccount.largestChunk(stepOf(convertAccount, input));
    expect(chunkOf({ to: 'INTERNAL' })).toBe(100);
    expect(chunkOf({ to: 'INTERNAL', generatePassword: false })).toBe(Number.POSITIVE_INFINITY);
    expect(chunkOf({ to: 'EXTERNAL', externalId: 'SIS' })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('converting to external', () => {
  const decide = (user: UserFacts) =>
    convertAccount.decide(user, stepOf(convertAccount, { to: 'EXTERNAL', externalId: 'SIS' }), contextOf());

  it('names the source system, and warns that the password goes', () => {
    expect(decide(userWith({ fields: { forcePasswordChange: 'true' } }))).toEqual({
      code: 'ACCOUNT_CONVERTED',
      changes: [
        { field: 'accountType', before: 'INTERNAL', after: 'EXTERNAL' },
        { field: 'externalId', before: null, after: 'SIS' },
        { field: 'forcePasswordChange', before: 'true', after: 'false' },
      ],
      warnings: ['PASSWORD_REMOVED'],
    });
  });

  it('moves external accounts to another source system', () => {
    const there = userWith({ accountType: 'EXTERNAL', fields: { externalId: 'SIS' } });
    expect(decide(there)).toEqual({ code: 'FIELD_ALREADY_SET', changes: [] });
    const elsewhere = userWith({ accountType: 'EXTERNAL', fields: { externalId: 'HR' } });
    expect(decide(elsewhere)).toEqual({
      code: 'FIELD_SET',
      changes: [{ field: 'externalId', before: 'HR', after: 'SIS' }],
    });
  });
});

describe('converting', () => {
  const input = { to: 'EXTERNAL', externalId: 'SIS' };
  const decide = (user: UserFacts, ...roles: string[]) =>
    convertAccount.decide(user, stepOf(convertAccount, input), contextOf(...roles)).code;

  it('protects the own record, and whoever stands above', () => {
    expect(decide(userWith({ id: OPERATOR_ID }))).toBe('OWN_RECORD_PROTECTED');
    const administrator = userWith({ roles: [roleWith({ roleType: '26' })] });
    expect(decide(administrator)).toBe('USER_ABOVE_YOUR_OWN');
    expect(decide(administrator, '26')).toBe('ACCOUNT_CONVERTED');
  });

  it.each([
    ['no source system', { to: 'EXTERNAL' }, ['externalId']],
    ['a source system for internal accounts', { to: 'INTERNAL', externalId: 'SIS' }, ['externalId']],
    ['a letter for external accounts', { ...input, letter: 'ACCOUNT_NOTICE' }, ['letter']],
    ['a letter without a password', { to: 'INTERNAL', generatePassword: false, letter: 'ACCOUNT_NOTICE' }, ['letter']],
    ['a letter that cannot show a password', { to: 'INTERNAL', letter: 'GENERAL_MESSAGE' }, ['letter']],
  ])('is refused with %s', (_what, wrong, path) => {
    expect(convertAccount.resolve(wrong, contextOf())).toMatchObject({ issues: [{ path }] });
  });

  it('needs the letter named where there are several, and cannot do with none', () => {
    const { reference, authority } = contextOf();
    const [password] = [...reference.letters.values()].filter(({ purpose }) => purpose === 'TEMPORARY_PASSWORD');
    if (!password) throw new Error('There is no letter.');
    const resolve = (letters: (typeof password)[]) =>
      convertAccount.resolve(
        { to: 'INTERNAL' },
        { authority, reference: { ...reference, letters: new Map(letters.map((letter) => [letter.code, letter])) } },
      );
    expect(resolve([])).toMatchObject({ issues: [{ path: ['letter'] }] });
    expect(resolve([password, { ...password, code: 'OTHER' }])).toMatchObject({ issues: [{ path: ['letter'] }] });
    expect(resolve([{ ...password, code: 'OTHER' }])).toMatchObject({ step: { password: { letter: 'OTHER' } } });
  });
});

describe('exporting', () => {
  const inactive = userWith({ fields: { status: 'INACTIVE' } });
  it('sends everybody, or those only whose account is in force', () => {
    const decide = (user: UserFacts, given: object) =>
      exportToIdentityProvider.decide(user, stepOf(exportToIdentityProvider, given), contextOf());
    const queued = { code: 'EXPORT_QUEUED', changes: [], effects: [{ kind: 'IDENTITY_EXPORT' }] };
    expect(decide(userWith(), {})).toEqual(queued);
    expect(decide(inactive, {})).toEqual(queued);
    expect(decide(userWith(), { activeOnly: true })).toEqual(queued);
    expect(decide(inactive, { activeOnly: true })).toEqual({ code: 'CONDITION_NOT_MET', changes: [] });
  });
});
