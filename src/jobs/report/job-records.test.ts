import { decodeGlobalID } from '@pothos/plugin-relay';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { catalogers } from '../../demo/people.ts';
import { sql } from '../../platform/sql.ts';
import { startDemoStory } from '../../testing/demo-story.ts';
import { saveCatalogers } from '../../testing/set-story.ts';
import {
  endOf,
  type RecordFields,
  type RecordPage,
  reportOf,
  setOf,
  submitJobAs,
  submittedBy,
} from '../testing/job-client.ts';

const { database, server, manager, lawManager, idOf } = await startDemoStory({ works: true });

const viewer = { addRole: { roleType: 'LICENSE_VIEWER', scope: { institution: true } } };
const formula = '=HYPERLINK("http://evil.example")';
await database.execute(sql`
  UPDATE users SET last_name = ${formula} WHERE primary_id = ${catalogers.blocked.primaryId}`);

const set = await saveCatalogers(manager);
const jobId = await submittedBy(manager, { setId: set.id, actions: [viewer] });
await endOf(manager, jobId);
const report = await reportOf(manager, jobId);

describe('the records', () => {
  const all = report.records.nodes;
  const totals = new Set<number | null>();

  async function pages(page: object, next: (last: RecordPage) => object | null): Promise<RecordFields[][]> {
    const read: RecordFields[][] = [];
    for (let wanted: object | null = page; wanted; ) {
      const { records } = await reportOf(manager, jobId, wanted);
      read.push([...records.nodes]);
      totals.add(records.totalCount);
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
    ['those with something to tell', ['WARNING', 'UNCHANGED']],
    ['those of an outcome nobody had', ['SKIPPED']],
  ])('come page by page, from the start and from the end: %s', async (_which, outcome) => {
    const wanted = all.filter((record) => !outcome || outcome.includes(record.outcome));
    totals.clear();
    const fromStart = await forward({ outcome, first: 7 });
    const fromEnd = await backward({ outcome, last: 7 });
    const isCounted = outcome?.includes('UNCHANGED') === outcome?.includes('WARNING');
    expect([...totals]).toEqual([isCounted ? wanted.length : null]);
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
