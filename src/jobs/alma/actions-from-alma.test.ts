import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { resolveSteps } from '../submit/job-steps.ts';
import { contextOf } from '../testing/facts.ts';
import { type AlmaReader, actionsFromAlma } from './actions-from-alma.ts';
import { almaGroups, almaParameters } from './alma-parameters.ts';
import { mappings } from './map-group.ts';
import { on, payloadOf } from './testing/payload.ts';

const readerWith = (more: Partial<AlmaReader> = {}): AlmaReader => ({
  ...contextOf('26'),
  ...{ institutionCode: 'ROLLCALL', timeZone: 'Europe/Berlin', externalId: null },
  config: readConfig({ SCIM_URL: 'https://idp.example' }),
  ...more,
});
const read = (values: object, more?: Partial<AlmaReader>) =>
  actionsFromAlma(payloadOf({ ...values }), readerWith(more));
const inputs = (values: object, more?: Partial<AlmaReader>) => {
  const { actions, notMapped } = read(values, more);
  expect(notMapped).toEqual([]);
  return actions.map(({ input }) => input);
};
const MIDNIGHT_UTC = String(Date.UTC(2030, 5, 30));

test('the job takes 72 parameters in 24 groups and a notification', () => {
  expect(almaParameters.size).toBe(72);
  expect(Object.keys(almaGroups)).toHaveLength(25);
  // FieldType only says where others put things.
  expect(Object.keys(mappings).sort()).toEqual(
    Object.keys(almaGroups)
      .filter((group) => group !== 'FieldType')
      .sort(),
  );
});

test('an untouched payload asks for nothing, and leaves nothing unsaid', () => {
  expect(read({ job_name: 'Update/Notify Users - via API', set_id: '6812' })).toEqual({
    actions: [],
    notMapped: [],
    jobName: 'Update/Notify Users - via API',
    setId: '6812',
  });
});

describe('each group becomes an action', () => {
  it.each<[string, object, object]>([
    ['AddRole', { Value: '58', Scope: 'Null' }, { addRole: { roleType: '58', scope: { institution: true } } }],
    ['AddRole', { Value: '200', Scope: 'LAW' }, { addRole: { roleType: '200', scope: { library: 'LAW' } } }],
    [
      'RemoveRole',
      { Value: '58', Scope: 'ROLLCALL' },
      { removeRole: { roleType: '58', scope: { institution: true } } },
    ],
    ['AddBlock', { Value: '02-LOAN' }, { addBlock: { code: '02', type: 'LOAN', segment: 'BY_USER_ACCOUNT_TYPE' } }],
    ['DisableBlock', { Value: '02-LOAN' }, { disableBlock: { code: '02', type: 'LOAN' } }],
    ['AddNote', { Value: 'Hello' }, { addNote: { text: 'Hello', segment: 'BY_USER_ACCOUNT_TYPE' } }],
    ['AddStatistics', { Value: 'AL' }, { addStatistic: { category: 'AL', segment: 'BY_USER_ACCOUNT_TYPE' } }],
    ['RemoveStatistics', { Value: 'AL' }, { removeStatistic: { category: 'AL' } }],
    ['RSL', { Value: 'LAW' }, { addResourceSharingLibrary: { library: 'LAW' } }],
    ['RemoveRSL', { Value: 'LAW' }, { removeResourceSharingLibrary: { library: 'LAW' } }],
    ['Status', { Value: 'INACTIVE' }, { setStatus: { status: 'INACTIVE' } }],
    ['Expiry_Date', { Value: MIDNIGHT_UTC }, { setExpiryDate: { date: '2030-06-30' } }],
    ['Purge_Date', { Value: '' }, { setPurgeDate: { date: null } }],
    ['UserGroup', { Value: 'STAFF' }, { setUserGroup: { userGroup: 'STAFF' } }],
    ['Campus', { Value: 'NORTH' }, { setCampus: { campus: 'NORTH' } }],
    ['Campus', { Value: 'Null' }, { setCampus: { campus: null } }],
    ['JobDescription', { Value: 'Head' }, { setJobDescription: { jobDescription: 'Head' } }],
    ['Title', { Value: 'DR' }, { setTitle: { title: 'DR' } }],
    ['CatalogerLevel', { Value: '20' }, { setCatalogerLevel: { catalogerLevel: '20' } }],
    ['SetAccountTo', { Value: 'INTERNAL' }, { convertAccount: { to: 'INTERNAL', generatePassword: true } }],
    ['ExportToCloudIdP', { Value: 'true' }, { exportToIdentityProvider: {} }],
    ['DisableSMS', { Value: 'true' }, { disableSms: {} }],
    ['Opt_In_Patron_Letters', { Value: 'OVERDUE' }, { optInLetter: { letter: 'OVERDUE' } }],
    ['Opt_Out_Patron_Letters', { Value: 'OVERDUE' }, { optOutLetter: { letter: 'OVERDUE' } }],
    ['SEND_Notification_To_User', { Value: 'GENERAL_MESSAGE' }, { notify: { letter: 'GENERAL_MESSAGE' } }],
  ])('%s %j', (group, values, input) => {
    expect(inputs(on(group, { ...values }))).toEqual([input]);
  });

  it('several letters become several actions', () => {
    const several = on('Opt_Out_Patron_Letters', { Value: 'OVERDUE, COURTESY,OVERDUE' });
    expect(inputs(several)).toEqual([
      { optOutLetter: { letter: 'OVERDUE' } },
      { optOutLetter: { letter: 'COURTESY' } },
    ]);
  });

  it('modifiers change the actions they belong to', () => {
    const withoutPassword = {
      ...on('SetAccountTo', { Value: 'INTERNAL' }),
      ...on('DontGeneratePassword', { Value: 'true' }),
    };
    expect(inputs(withoutPassword)).toEqual([{ convertAccount: { to: 'INTERNAL', generatePassword: false } }]);
    const external = on('SetAccountTo', { Value: 'EXTERNAL' });
    expect(inputs(external, { externalId: 'SIS' })).toEqual([
      { convertAccount: { to: 'EXTERNAL', externalId: 'SIS' } },
    ]);
    const segment = { ...on('AddNote', { Value: 'Hello' }), UPDATE_User_Information_FieldType_Value: 'EXTERNAL' };
    expect(inputs(segment)).toEqual([{ addNote: { text: 'Hello', segment: 'EXTERNAL' } }]);
    const last = {
      ...on('SEND_Notification_To_User', { Value: 'GENERAL_MESSAGE' }),
      ...on('Status', { Value: 'INACTIVE' }),
    };
    expect(inputs(last)).toEqual([
      { setStatus: { status: 'INACTIVE' } },
      { notify: { letter: 'GENERAL_MESSAGE', sendToInactive: true } },
    ]);
  });

  it('conditions come along', () => {
    const onlyIf = (Condition: string) => inputs(on('Status', { Value: 'INACTIVE', Condition }));
    expect(onlyIf('IF_EQUALS ACTIVE')).toEqual([
      { setStatus: { status: 'INACTIVE', condition: { ifEquals: 'ACTIVE' } } },
    ]);
    expect(onlyIf('ALWAYS')).toEqual([{ setStatus: { status: 'INACTIVE' } }]);
    const later = on('Expiry_Date', { Value: MIDNIGHT_UTC, Condition: 'IF_LATER' });
    expect(inputs(later)).toEqual([{ setExpiryDate: { date: '2030-06-30', condition: { ifLater: true } } }]);
  });
});

describe('what could not be mapped is said, with the reason', () => {
  const only = (values: object, more?: Partial<AlmaReader>) => {
    const { actions, notMapped } = read(values, more);
    expect(actions).toEqual([]);
    expect(notMapped).toHaveLength(1);
    return notMapped[0];
  };

  it.each<[string, Record<string, string>, string, string]>([
    ['AddRole', { Value: 'Null' }, 'NEEDS_MORE', 'Value'],
    ['AddRole', { Value: '58', Scope: 'MOON' }, 'INVALID_VALUE', 'Scope'],
    ['AddRole', { Value: '9999' }, 'NOT_POSSIBLE', 'Value'],
    ['AddRole', { Value: '32', Scope: 'LAW' }, 'NOT_POSSIBLE', 'Value'],
    ['AddBlock', { Value: 'GLOBAL' }, 'INVALID_VALUE', 'Value'],
    ['AddBlock', { Value: '-GLOBAL' }, 'INVALID_VALUE', 'Value'],
    ['AddNote', { Value: '' }, 'NEEDS_MORE', 'Value'],
    ['Status', { Value: 'ASLEEP' }, 'NOT_POSSIBLE', 'Value'],
    ['Status', { Value: 'ACTIVE', Condition: 'IF_FULL_MOON' }, 'INVALID_VALUE', 'Condition'],
    ['Expiry_Date', { Value: '0' }, 'NEEDS_MORE', 'Value'],
    ['Expiry_Date', { Value: '20270101' }, 'INVALID_VALUE', 'Value'],
    ['Purge_Date', { Value: String(Date.UTC(2201, 0, 1)) }, 'INVALID_VALUE', 'Value'],
    ['Expiry_Date', { Value: MIDNIGHT_UTC, Condition: 'IF_EQUALS 20270101' }, 'INVALID_VALUE', 'Condition'],
    ['Expiry_Date', { Value: 'tomorrow' }, 'INVALID_VALUE', 'Value'],
    ['Expiry_Date', { Value: '999999999999999' }, 'INVALID_VALUE', 'Value'],
    ['UserGroup', { Value: 'Null' }, 'NEEDS_MORE', 'Value'],
    ['SetAccountTo', { Value: 'EXTERNAL' }, 'NEEDS_MORE', 'Value'],
    ['SetAccountTo', { Value: 'OTHER' }, 'INVALID_VALUE', 'Value'],
    ['DontGeneratePassword', { Value: 'true' }, 'NEEDS_MORE', 'Value'],
    ['DisableSMS', { Value: 'false' }, 'INVALID_VALUE', 'Value'],
    ['DisableSMS', { Active: 'yes' }, 'INVALID_VALUE', 'Active'],
    ['SEND_Notification_To_User', { Value: 'SOCIAL_LOGIN_INVITAION' }, 'NEEDS_MORE', 'Value'],
  ])('%s %j: %s', (group, values, code, suffix) => {
    const name = Object.keys(on(group, { [suffix]: '' })).find((key) => key.endsWith(`_${suffix}`));
    const told = only(on(group, values));
    expect(told).toMatchObject({ code, parameter: name });
    expect(told?.reason).not.toBe('');
  });

  it('what was not set up, and what the roles of who asks do not allow', () => {
    expect(only(on('ExportToCloudIdP', { Value: 'true' }), { config: readConfig({}) })).toMatchObject({
      code: 'NOT_POSSIBLE',
    });
    expect(only(on('AddRole', { Value: '26' }), contextOf('21'))).toMatchObject({
      code: 'NOT_POSSIBLE',
      reason: 'Your roles do not allow this.',
    });
  });

  it('actions that contradict each other, both', () => {
    const { actions, notMapped } = read({
      ...on('AddRole', { Value: '58' }),
      ...on('RemoveRole', { Value: '58' }),
      ...on('AddNote', { Value: 'Hello' }),
    });
    expect(actions.map(({ step }) => step.action)).toEqual(['ADD_NOTE']);
    expect(notMapped.map(({ parameter }) => parameter)).toEqual([
      'UPDATE_User_Information_RemoveRole_Value',
      'UPDATE_User_Information_AddRole_Value',
    ]);
  });

  it('parameters that the job has not, that stand there twice, and another product', () => {
    const payload = payloadOf(
      { PRODUCT: 'primo', ...on('AddNote', { Value: 'Hello' }) },
      { surprise: 'x', __proto__: 'y', constructor: 'z' },
    );
    payload.parameter.push({ name: { value: 'set_id' }, value: '7' });
    const { actions, notMapped } = actionsFromAlma(payload, readerWith());
    expect(actions).toHaveLength(1);
    expect(notMapped.map(({ code, parameter }) => [code, parameter])).toEqual([
      ['UNKNOWN_PARAMETER', 'surprise'],
      ['UNKNOWN_PARAMETER', 'constructor'],
      ['UNKNOWN_PARAMETER', 'set_id'],
      ['INVALID_VALUE', 'PRODUCT'],
    ]);
  });

  it('a field type that is none', () => {
    const told = only({ UPDATE_User_Information_FieldType_Value: 'SOMEWHERE' });
    expect(told).toMatchObject({ parameter: 'UPDATE_User_Information_FieldType_Value', value: 'SOMEWHERE' });
  });

  it('more than a job may have', () => {
    const codes = Array.from({ length: 60 }, (_, index) => `L${index}`);
    const many = on('Opt_In_Patron_Letters', { Value: codes.join() });
    const { actions, notMapped } = read(many);
    expect(actions).toHaveLength(50);
    expect(notMapped).toHaveLength(10);
  });
});

test('whatever the payload: what comes out can be submitted, and nothing that is on is passed over in silence', () => {
  const value = fc.oneof(
    fc.constantFrom(
      'true',
      'false',
      'Null',
      '0',
      '58',
      '02-LOAN',
      'LAW',
      'AL',
      'INTERNAL',
      'STAFF',
      MIDNIGHT_UTC,
      'IF_EMPTY',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const values = fc.dictionary(fc.constantFrom(...almaParameters), value, { maxKeys: 72 });
  fc.assert(
    fc.property(values, (given) => {
      const { actions, notMapped } = read(given);
      const { issues } = resolveSteps(
        actions.map(({ input }) => input),
        contextOf('26'),
      );
      if (actions.length > 0) expect(issues).toEqual([]);
      const switchedOn = Object.keys(given).filter((name) => name.endsWith('_Active') && given[name] === 'true');
      const spoken = notMapped.map(({ parameter }) => parameter.replace(/_(Active|Value|Scope|Condition)$/, ''));
      // The suppressed password is in the conversion.
      const expected = switchedOn.filter((name) => !name.includes('DontGeneratePassword'));
      expect(actions.length + new Set(spoken).size).toBeGreaterThanOrEqual(expected.length);
    }),
    { numRuns: 300 },
  );
});
