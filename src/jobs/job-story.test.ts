import { describe, expect, test } from 'vitest';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { startDemoStory } from '../testing/demo-story.ts';
import { saveCatalogers, saveSearch } from '../testing/set-story.ts';
import {
  endOf,
  everything,
  follow,
  followOverEvents,
  type ReportFields,
  reportAs,
  reportOf,
  setOf,
  submittedBy,
} from './testing/job-client.ts';

const { database, manager, lawManager, admin, idOf } = await startDemoStory({ works: true });

const viewer = { addRole: { roleType: 'LICENSE_VIEWER', scope: { institution: true } } };

const set = await saveCatalogers(manager);
const jobId = await submittedBy(manager, { setId: set.id, actions: [viewer] });
const [overSocket, overEvents] = await Promise.all([
  everything(follow(manager, jobId)),
  everything(followOverEvents(manager, jobId)),
]);
const report = await reportOf(manager, jobId);

const recordOf = ({ records }: ReportFields, { primaryId }: { primaryId: string }) =>
  records.nodes.find(({ user }) => user?.primaryId === primaryId);

describe.each([
  ['WebSocket', overSocket],
  ['server-sent events', overEvents],
])('the progress over %s', (_transport, values) => {
  test('only grows, and ends with the report', () => {
    expect(values.length).toBeGreaterThan(0);
    for (const [index, { revision, percent, counts }] of values.slice(1).entries()) {
      expect(revision).toBeGreaterThan(values[index]?.revision ?? 0);
      expect(percent).toBeGreaterThanOrEqual(values[index]?.percent ?? 0);
      expect(counts.processed).toBeGreaterThanOrEqual(values[index]?.counts.processed ?? 0);
    }
    expect(values.filter((value) => value.report)).toEqual([values.at(-1)]);
    expect(values.at(-1)).toMatchObject({
      state: 'COMPLETED',
      conclusion: 'WITH_WARNINGS',
      percent: 100,
      counts: report.counts,
      report: { counts: report.counts, csvUrl: report.csvUrl },
    });
  });
});

describe('the report', () => {
  test('accounts for every member of the set', () => {
    const { total, processed, updated, unchanged, warnings, errors, skipped } = report.counts;
    expect(total).toBe(set.memberCount);
    expect({ processed, errors, skipped }).toEqual({ processed: total, errors: 0, skipped: 0 });
    expect(updated + unchanged).toBe(processed);
    expect(warnings).toBe(unchanged);
    expect(unchanged).toBeGreaterThan(0);
    expect(report.records.nodes).toHaveLength(processed);
    expect(report.setSentence).toBe('Job category is "Cataloger"');
  });

  test('counts by action and by code', () => {
    const { updated, unchanged } = report.counts;
    expect(report.byAction).toEqual([
      {
        position: 0,
        action: 'ADD_ROLE',
        sentence: 'Add the role License Viewer at the institution',
        updated,
        unchanged,
        warnings: unchanged,
        errors: 0,
        skipped: 0,
      },
    ]);
    const users = Object.fromEntries(report.byCode.map(({ code, users: count }) => [code, count]));
    expect(Object.keys(users).sort()).toEqual(['ROLE_ADDED', 'ROLE_ALREADY_HELD', 'ROLE_CHANGED']);
    expect((users.ROLE_ADDED ?? 0) + (users.ROLE_CHANGED ?? 0)).toBe(updated);
    expect(users.ROLE_ALREADY_HELD).toBe(unchanged);
  });

  test('says when: frozen, started, ended, how long', () => {
    const [frozen, started, ended] = [report.frozenAt, report.startedAt, report.endedAt].map((at) =>
      Date.parse(at ?? ''),
    );
    expect(started).toBeGreaterThanOrEqual(frozen ?? Number.NaN);
    expect(ended).toBeGreaterThanOrEqual(started ?? Number.NaN);
    expect(report.duration).toBeCloseTo(((ended ?? 0) - (started ?? 0)) / 1_000, 3);
  });

  test('tells of each user what was done, with the images from before and after', () => {
    expect(recordOf(report, catalogers.external)).toMatchObject({
      outcome: 'UPDATED',
      code: 'ROLE_ADDED',
      message: 'The role was added.',
      results: [{ position: 0, code: 'ROLE_ADDED', warnings: [] }],
      changes: [
        {
          field: 'roles',
          before: null,
          after: { roleType: '58', library: null, status: 'ACTIVE', expiresOn: null, createdBy: 'user.manager' },
        },
      ],
    });
    expect(recordOf(report, catalogers.licenseViewer)).toMatchObject({
      outcome: 'UNCHANGED',
      code: 'ROLE_ALREADY_HELD',
      changes: [],
    });
    expect(recordOf(report, catalogers.formerLicenseViewer)).toMatchObject({
      outcome: 'UPDATED',
      code: 'ROLE_CHANGED',
      changes: [{ before: { expiresOn: '2024-12-31' }, after: { expiresOn: null } }],
    });
  });

  test('is true', async () => {
    const [held] = await database.query<{ count: number }>(sql`
      SELECT count(*) FROM users u JOIN user_role r ON r.user_id = u.id
      WHERE u.job_category = 'CATALOGER' AND r.role_type_code = '58' AND r.status = 'ACTIVE' AND coalesce(r.expires_on >= current_date, TRUE)`);
    expect(held?.count).toBe(set.memberCount);
  });
});

test('a job that changes nothing says so', async () => {
  const again = await endOf(manager, await submittedBy(manager, { setId: set.id, actions: [viewer] }));
  expect(again).toMatchObject({ conclusion: 'WITH_WARNINGS', counts: { updated: 0, unchanged: set.memberCount } });
});

test('a job about nobody has nothing to do', async () => {
  const nobody = await saveSearch(manager, { name: 'Nobody', where: { primaryId: { eq: 'nobody' } } });
  const last = await endOf(manager, await submittedBy(manager, { setId: nobody.id, actions: [viewer] }));
  expect(last).toMatchObject({ state: 'COMPLETED', conclusion: 'NOTHING_TO_DO', percent: 100, counts: { total: 0 } });
});

test('external accounts are changed with a warning, the own record only where that is harmless', async () => {
  const chosen = await setOf(manager, [idOf(catalogers.external), idOf(signInPeople.userManager)]);
  const actions = [{ setUserGroup: { userGroup: 'FACULTY' } }, { setStatus: { status: 'INACTIVE' } }];
  const job = await submittedBy(manager, { setId: chosen, actions });
  expect(await endOf(manager, job)).toMatchObject({ conclusion: 'WITH_WARNINGS', counts: { updated: 2, warnings: 2 } });
  const own = await reportOf(manager, job);
  expect(recordOf(own, catalogers.external)).toMatchObject({
    outcome: 'WARNING',
    code: 'EXTERNAL_LOAD_MAY_OVERWRITE',
    results: [
      { code: 'FIELD_SET', warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] },
      { code: 'FIELD_SET', warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] },
    ],
    changes: [
      { field: 'userGroup', before: 'STAFF', after: 'FACULTY' },
      { field: 'status', before: 'ACTIVE', after: 'INACTIVE' },
    ],
  });
  expect(recordOf(own, signInPeople.userManager)).toMatchObject({
    outcome: 'WARNING',
    code: 'OWN_RECORD_PROTECTED',
    results: [{ code: 'FIELD_SET' }, { code: 'OWN_RECORD_PROTECTED' }],
    changes: [{ field: 'userGroup', before: 'ADMIN', after: 'FACULTY' }],
  });
});

test('the manager of a library runs a job over the users of that library only', async () => {
  const mine = await saveCatalogers(lawManager);
  const everybodys = await saveCatalogers(manager, { isPrivate: false });
  const patron = { addRole: { roleType: '200', scope: { library: 'LAW' } } };
  for (const setId of [mine.id, everybodys.id]) {
    const job = await submittedBy(lawManager, { setId, actions: [patron] });
    const { counts, records } = (await endOf(lawManager, job)) && (await reportOf(lawManager, job));
    expect(counts.total).toBe(mine.memberCount);
    expect(counts.total).toBeLessThan(set.memberCount);
    expect(records.nodes.map(({ user }) => user?.primaryId)).not.toContain(catalogers.atMusic.primaryId);
    expect(await reportAs(admin, job)).not.toBeNull();
  }
  const [beyond] = await database.query<{ count: number }>(sql`
    SELECT count(*) FROM user_role given WHERE given.created_by = 'library.manager' AND (given.library_code <> 'LAW' OR NOT EXISTS
      (SELECT 1 FROM user_role r WHERE r.user_id = given.user_id AND r.library_code = 'LAW' AND r.id <> given.id))`);
  expect(beyond?.count).toBe(0);
});
