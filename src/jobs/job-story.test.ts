import { decodeGlobalID, encodeGlobalID } from '@pothos/plugin-relay';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { startWorker } from '../worker.ts';
import {
  endOf,
  everything,
  follow,
  followOverEvents,
  type RecordFields,
  type RecordPage,
  type ReportFields,
  reportAs,
  reportOf,
  setOf,
  submitJobAs,
  submittedBy,
} from './testing/job-client.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
await loadDemoInstitution(database, { users: 1_000 });
const server = await startTestServer(testDatabase);
const worker = await startWorker(server.services);
afterAll(() => worker.stop());
const manager = await server.signedInAs(signInPeople.userManager.primaryId);
const lawManager = await server.signedInAs(signInPeople.libraryManager.primaryId);
const admin = await server.signedInAs(signInPeople.admin.primaryId);

const people = new Map(
  (await database.query<{ id: number; primaryId: string }>(sql`SELECT id, primary_id AS "primaryId" FROM users`)).map(
    ({ id, primaryId }) => [primaryId, encodeGlobalID('User', id)],
  ),
);
const idOf = ({ primaryId }: { primaryId: string }) => people.get(primaryId) ?? '';

const viewer = { addRole: { roleType: 'LICENSE_VIEWER', scope: { institution: true } } };
const formula = '=HYPERLINK("http://evil.example")';
await database.execute(sql`
  UPDATE users SET last_name = ${formula} WHERE primary_id = ${catalogers.blocked.primaryId}`);

async function saveCatalogers(client: Client, isPrivate = true): Promise<{ id: string; memberCount: number }> {
  const document = `mutation ($isPrivate: Boolean) {
    answer: saveSearchAsSet(input: { name: "Catalogers", isPrivate: $isPrivate, where: { jobCategory: { eq: "CATALOGER" } } }) {
      ... on SaveSearchAsSetSuccess { set { id memberCount } } ... on Problem { message } } }`;
  return (await client.data<{ answer: { set: { id: string; memberCount: number } } }, object>(document, { isPrivate }))
    .answer.set;
}

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

describe('the records', () => {
  const all = report.records.nodes;

  async function pages(page: object, next: (last: RecordPage) => object | null): Promise<RecordFields[][]> {
    const read: RecordFields[][] = [];
    for (let wanted: object | null = page; wanted; ) {
      const { records } = await reportOf(manager, jobId, wanted);
      read.push([...records.nodes]);
      wanted = next(records);
    }
    return read;
  }

  const forward = (page: object) =>
    pages(page, ({ pageInfo }) => (pageInfo.hasNextPage ? { ...page, after: pageInfo.endCursor } : null));
  const backward = (page: object) =>
    pages(page, ({ pageInfo }) => (pageInfo.hasPreviousPage ? { ...page, before: pageInfo.startCursor } : null));

  test.each<[string, string[] | undefined]>([
    ['all', undefined],
    ['those updated', ['UPDATED']],
    ['those unchanged', ['UNCHANGED']],
    ['errors or unchanged', ['ERROR', 'UNCHANGED']],
    ['those of an outcome nobody had', ['SKIPPED']],
  ])('come page by page, from the start and from the end: %s', async (_which, outcome) => {
    const wanted = all.filter((record) => !outcome || outcome.includes(record.outcome));
    const fromStart = await forward({ outcome, first: 7 });
    const fromEnd = await backward({ outcome, last: 7 });
    expect(fromStart.flat()).toEqual(wanted);
    expect(fromEnd.toReversed().flat()).toEqual(wanted);
    expect(fromStart.every((page, index) => page.length === 7 || index === fromStart.length - 1)).toBe(true);
    expect(fromEnd.every((page, index) => page.length === 7 || index === fromEnd.length - 1)).toBe(true);
  });

  test('between two cursors', async () => {
    const { pageInfo } = (await reportOf(manager, jobId, { first: 5 })).records;
    const beyond = await reportOf(manager, jobId, { first: 3, after: pageInfo.endCursor });
    const between = await reportOf(manager, jobId, {
      first: 10,
      after: pageInfo.startCursor,
      before: beyond.records.pageInfo.endCursor,
    });
    expect(between.records.nodes).toEqual(all.slice(1, 7));
  });

  test('come no more than 200 at once, and by cursors of ours', async () => {
    await expect(reportOf(manager, jobId, { first: 201 })).rejects.toThrow('200');
    await expect(reportOf(manager, jobId, { first: 5, after: 'nonsense' })).rejects.toThrow('nonsense');
  });
});

describe('downloads', () => {
  const addressOf = (url: string) => new URL(new URL(url).pathname, server.url);
  const download = async (url: string, primaryId?: string) => {
    const headers = primaryId ? { authorization: `Bearer ${await server.tokenFor(primaryId)}` } : undefined;
    return fetch(addressOf(url), { headers });
  };
  const byManager = async (url: string) => (await download(url, 'user.manager')).text();

  test('hold every record as CSV, in which no name is a formula', async () => {
    const response = await download(report.csvUrl, 'user.manager');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="job-\d+-records.csv"$/);
    const text = await response.text();
    const rows = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows.map((row) => [row['Primary ID'], row.Outcome, row.Code, JSON.parse(row.Changes ?? '')])).toEqual(
      report.records.nodes.map(({ user, outcome, code, changes }) => [user?.primaryId, outcome, code, changes]),
    );
    const named = rows.find((row) => row['Primary ID'] === catalogers.blocked.primaryId);
    expect(named?.['Last name']).toBe(`'${formula}`);
  });

  test('and as JSON Lines, as it is', async () => {
    const lines = (await byManager(report.jsonLinesUrl))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ primaryId, outcome, code, changes }) => [primaryId, outcome, code, changes])).toEqual(
      report.records.nodes.map(({ user, outcome, code, changes }) => [user?.primaryId, outcome, code, changes]),
    );
    expect(lines.find(({ primaryId }) => primaryId === catalogers.blocked.primaryId)).toMatchObject({
      lastName: formula,
    });
  });

  test('are nothing to be found for others, nor before the end, nor of a job that is none', async () => {
    expect((await download(report.csvUrl)).status).toBe(401);
    for (const primaryId of ['library.manager', 'cataloger', 'patron']) {
      expect([primaryId, (await download(report.csvUrl, primaryId)).status]).toEqual([primaryId, 404]);
    }
    expect((await download(report.csvUrl, 'admin')).status).toBe(200);
    expect((await download(report.csvUrl.replace(/jobs\/\d+/, 'jobs/999999'), 'admin')).status).toBe(404);
    const later = await submitJobAs(manager, { setId: set.id, actions: [viewer], runAt: '2099-01-01T00:00:00Z' });
    const waiting = decodeGlobalID(later.job?.id ?? '').id;
    expect((await download(report.csvUrl.replace(/jobs\/\d+/, `jobs/${waiting}`), 'user.manager')).status).toBe(404);
  });

  test('tell a library manager no names of users who have left their library', async () => {
    const law = await setOf(lawManager, [idOf(catalogers.atLaw)]);
    const job = await submittedBy(lawManager, { setId: law, actions: [{ addNote: { text: 'Seen' } }] });
    await endOf(lawManager, job);
    const { csvUrl, jsonLinesUrl } = await reportOf(lawManager, job);
    const read = async (url: string) => (await download(url, 'library.manager')).text();
    expect(await read(csvUrl)).toContain(catalogers.atLaw.lastName);
    const moved = sql`UPDATE user_role SET library_code = 'MUSIC' FROM users u
      WHERE u.id = user_id AND u.primary_id = ${catalogers.atLaw.primaryId} AND library_code = 'LAW'`;
    await database.execute(moved);
    for (const url of [csvUrl, jsonLinesUrl]) expect(await read(url)).not.toContain(catalogers.atLaw.lastName);
    expect((await reportOf(lawManager, job)).records.nodes).toMatchObject([{ user: null, outcome: 'UPDATED' }]);
  });
});

test('a job that changes nothing says so', async () => {
  const again = await endOf(manager, await submittedBy(manager, { setId: set.id, actions: [viewer] }));
  expect(again).toMatchObject({ conclusion: 'WITH_WARNINGS', counts: { updated: 0, unchanged: set.memberCount } });
});

test('a job about nobody has nothing to do', async () => {
  const document = `mutation { answer: saveSearchAsSet(input: { name: "Nobody", where: { primaryId: { eq: "nobody" } } }) {
    ... on SaveSearchAsSetSuccess { set { id } } } }`;
  const { answer } = await manager.data<{ answer: { set: { id: string } } }, object>(document);
  const last = await endOf(manager, await submittedBy(manager, { setId: answer.set.id, actions: [viewer] }));
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
  const everybodys = await saveCatalogers(manager, false);
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
