import { describe, expect, test } from 'vitest';
import { catalogers, signInPeople } from '../../demo/people.ts';
import { unusualPeople } from '../../demo/unusual-people.ts';
import { sql } from '../../platform/sql.ts';
import { startDemoStory } from '../../testing/demo-story.ts';
import { endOf, type ReportFields, reportOf, setOf, submitJobAs, submittedBy } from '../testing/job-client.ts';

const { database, manager, idOf } = await startDemoStory({ works: true });

const recordOf = ({ records }: ReportFields, { primaryId }: { primaryId: string }) =>
  records.nodes.find(({ user }) => user?.primaryId === primaryId);

const { blocked, external, atLaw } = catalogers;
const { deskOperator, leadingZeros } = unusualPeople;
const people = [blocked, external, atLaw, deskOperator, leadingZeros, signInPeople.userManager];
const setId = await setOf(manager, people.map(idOf));

const EXPIRES_AT = '2030-06-30T22:00:00.000Z';
const actions = [
  { setCampus: { campus: 'SOUTH', condition: { ifEquals: 'NORTH' } } },
  { setTitle: { title: null } },
  { addBlock: { type: 'USER', code: '05', expiresAt: EXPIRES_AT, segment: 'BY_USER_ACCOUNT_TYPE' } },
  { disableBlock: { type: 'GLOBAL', code: '02' } },
  { removeNotes: { textContains: 'FRIDAYS' } },
  { addStatistic: { type: 'DEPARTMENT', category: 'AL' } },
  { removeStatistic: { category: 'LW' } },
  { addResourceSharingLibrary: { library: 'LAW' } },
  { disableSms: {} },
  { optOutLetter: { letter: 'OVERDUE' } },
  { addIdentifier: { type: 'OTHER_ID_2', value: { fromPrimaryId: { prefix: 'L-' } } } },
  { removeIdentifiers: { type: 'UNIV_ID' } },
  { replaceEmail: { find: '@aldermoor.example', replace: '@library.example' } },
];

const jobId = await submittedBy(manager, { setId, actions });
const end = await endOf(manager, jobId);
const report = await reportOf(manager, jobId);

describe('one job with an action on every list', () => {
  test('changes everybody, and tells every action apart', () => {
    expect(end).toMatchObject({ state: 'COMPLETED', counts: { total: 6, processed: 6, updated: 6, errors: 0 } });
    expect(report.byAction.map(({ action }) => action)).toEqual([
      'SET_CAMPUS',
      'SET_TITLE',
      'ADD_BLOCK',
      'DISABLE_BLOCK',
      'REMOVE_NOTES',
      'ADD_STATISTIC',
      'REMOVE_STATISTIC',
      'ADD_RESOURCE_SHARING_LIBRARY',
      'DISABLE_SMS',
      'OPT_OUT_LETTER',
      'ADD_IDENTIFIER',
      'REMOVE_IDENTIFIERS',
      'REPLACE_EMAIL',
    ]);
    expect(report.byAction[2]?.sentence).toBe(`Add the block User: Reading room rules broken until ${EXPIRES_AT}`);
    for (const { updated, unchanged, errors } of report.byAction) expect(updated + unchanged + errors).toBe(6);
  });

  test('keeps the image of every entry it changed', () => {
    expect(recordOf(report, blocked)?.changes).toMatchObject([
      { field: 'campus', before: 'NORTH', after: 'SOUTH' },
      {
        field: 'blocks',
        before: null,
        after: { type: 'USER', code: '05', expiresAt: EXPIRES_AT, segment: 'INTERNAL', createdBy: 'user.manager' },
      },
      {
        field: 'blocks',
        before: { type: 'GLOBAL', code: '02', status: 'ACTIVE', note: 'Three reminders unanswered' },
        after: { type: 'GLOBAL', code: '02', status: 'INACTIVE', note: 'Three reminders unanswered' },
      },
      { field: 'statistics', before: null, after: { type: 'DEPARTMENT', category: 'AL' } },
      { field: 'resourceSharingLibraries', before: null, after: { library: 'LAW' } },
      { field: 'letterOptOuts', before: null, after: { letter: 'OVERDUE' } },
      { field: 'identifiers', before: null, after: { type: 'OTHER_ID_2', value: 'L-cataloger.blocked' } },
      {
        field: 'emails',
        before: { address: 'fatima.almasri@aldermoor.example', preferred: true },
        after: { address: 'fatima.almasri@library.example', preferred: true },
      },
    ]);
    expect(recordOf(report, atLaw)?.changes).toContainEqual({
      field: 'notes',
      before: expect.objectContaining({ text: 'Works at the Law Library on Fridays' }),
      after: null,
    });
    expect(recordOf(report, deskOperator)?.changes).toContainEqual({
      field: 'statistics',
      before: { type: 'DEPARTMENT', category: 'LW', note: '', segment: 'INTERNAL' },
      after: null,
    });
  });

  test('warns where the next load of an external account may undo it', () => {
    const record = recordOf(report, external);
    expect(record).toMatchObject({ outcome: 'WARNING', code: 'EXTERNAL_LOAD_MAY_OVERWRITE' });
    const warned = record?.results
      .filter(({ warnings }) => warnings.length > 0)
      .map(({ position, code }) => [position, code]);
    expect(warned).toEqual([
      [0, 'FIELD_SET'],
      [2, 'BLOCK_ADDED'],
      [11, 'IDENTIFIERS_REMOVED'],
      [12, 'EMAIL_REPLACED'],
    ]);
    expect(record?.changes).toContainEqual(
      expect.objectContaining({ field: 'blocks', after: expect.objectContaining({ segment: 'EXTERNAL' }) }),
    );
  });

  test('leaves the own blocks and notes alone', () => {
    const codes = recordOf(report, signInPeople.userManager)?.results.map(({ code }) => code);
    expect(codes?.slice(2, 5)).toEqual(['BLOCK_ADDED', 'OWN_RECORD_PROTECTED', 'OWN_RECORD_PROTECTED']);
  });

  test('is true', async () => {
    const document = `query ($id: ID!) { user(id: $id) { campus blocks { code status expiresAt } statistics { category }
      identifiers { type value } emails { address } resourceSharingLibraries } }`;
    const { user } = await manager.data<{ user: object }, object>(document, { id: idOf(blocked) });
    expect(user).toMatchObject({
      campus: 'SOUTH',
      blocks: expect.arrayContaining([
        { code: '02', status: 'INACTIVE', expiresAt: null },
        { code: '05', status: 'ACTIVE', expiresAt: EXPIRES_AT },
      ]),
      statistics: [{ category: 'AL' }],
      identifiers: [{ type: 'OTHER_ID_2', value: 'L-cataloger.blocked' }],
      emails: [{ address: 'fatima.almasri@library.example' }],
      resourceSharingLibraries: ['LAW'],
    });
  });

  test('has nothing to do a second time', async () => {
    const again = await submittedBy(manager, { setId, actions });
    expect(await endOf(manager, again)).toMatchObject({ counts: { total: 6, updated: 0, unchanged: 6, errors: 0 } });
    const codes = recordOf(await reportOf(manager, again), blocked)?.results.map(({ code }) => code);
    expect(codes).toEqual([
      'CONDITION_NOT_MET',
      'FIELD_ALREADY_SET',
      'BLOCK_ALREADY_THERE',
      'BLOCK_NOT_FOUND',
      'NOTE_NOT_FOUND',
      'STATISTIC_ALREADY_THERE',
      'STATISTIC_NOT_FOUND',
      'RESOURCE_SHARING_LIBRARY_ALREADY_THERE',
      'SMS_ALREADY_DISABLED',
      'LETTER_OPT_OUT_ALREADY_THERE',
      'IDENTIFIER_ALREADY_THERE',
      'IDENTIFIER_NOT_FOUND',
      'EMAIL_NOT_FOUND',
    ]);
  });
});

describe('an identifier that somebody else has', () => {
  const given = (primaryId: string, value: string) => ({
    addIdentifier: { type: 'BARCODE', value: { byUser: [{ primaryId, value }] } },
  });

  test('is the error of the one who was to get it; the others get theirs', async () => {
    const byUser = [
      { primaryId: blocked.primaryId, value: '00012345' },
      { primaryId: external.primaryId, value: '00054321' },
    ];
    const job = await submittedBy(manager, {
      setId,
      actions: [
        { setJobDescription: { jobDescription: 'Maps' } },
        { addIdentifier: { type: 'BARCODE', value: { byUser } } },
      ],
    });
    expect(await endOf(manager, job)).toMatchObject({ conclusion: 'WITH_ERRORS', counts: { errors: 1, updated: 5 } });
    const taken = await reportOf(manager, job);
    expect(recordOf(taken, blocked)).toMatchObject({
      outcome: 'ERROR',
      code: 'IDENTIFIER_TAKEN',
      results: [{ code: 'NOT_APPLIED' }, { code: 'IDENTIFIER_TAKEN' }],
      changes: [],
    });
    expect(recordOf(taken, external)?.results[1]).toMatchObject({ code: 'IDENTIFIER_ADDED' });
    expect(recordOf(taken, leadingZeros)?.results[1]).toMatchObject({ code: 'IDENTIFIER_NOT_GIVEN' });
  });

  test('so that not even two actions of one job give it twice', async () => {
    const twice = [given(blocked.primaryId, 'T-1'), given(atLaw.primaryId, 'T-1')];
    const job = await submittedBy(manager, { setId, actions: twice });
    expect(await endOf(manager, job)).toMatchObject({ counts: { errors: 1, updated: 1, unchanged: 4 } });
    const clash = await reportOf(manager, job);
    const ends = [blocked, atLaw].map((person) => recordOf(clash, person)?.code).sort();
    expect(ends).toEqual(['IDENTIFIER_NOT_GIVEN', 'IDENTIFIER_TAKEN']);
    const [held] = await database.query<{ count: number }>(sql`
      SELECT count(*) FROM user_identifier WHERE type = 'BARCODE' AND value = 'T-1'`);
    expect(held?.count).toBe(1);
  });
});

test('faults of inputs come back with their paths, all of them at once', async () => {
  const answer = await submitJobAs(manager, {
    setId,
    actions: [
      { setCampus: {} },
      { removeBlock: {} },
      { addIdentifier: { type: 'DNA', value: { fromPrimaryId: {} } } },
      { replaceEmail: { find: '@a.example', replace: 'b.example' } },
    ],
  });
  expect(answer).toMatchObject({ __typename: 'InvalidInput' });
  expect(answer.issues?.map(({ path }) => path)).toEqual([
    ['actions', '0', 'setCampus', 'campus'],
    ['actions', '1', 'removeBlock'],
    ['actions', '2', 'addIdentifier', 'type'],
    ['actions', '3', 'replaceEmail', 'replace'],
  ]);
});
