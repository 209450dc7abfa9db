import { describe, expect, test } from 'vitest';
import { catalogers, signInPeople } from '../../demo/people.ts';
import { sql } from '../../platform/sql.ts';
import { startDemoStory } from '../../testing/demo-story.ts';
import { saveCatalogers, saveSearch } from '../../testing/set-story.ts';
import { endOf, type RecordFields, type RecordPage, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import {
  everyStep,
  followPreviewAs,
  followPreviewOverEvents,
  previewOf,
  previewRecordsAs,
} from '../testing/preview-client.ts';

const { database, manager, lawManager, idOf, lastAudit } = await startDemoStory({ works: true });

async function allPages(
  id: string,
  page: object,
  next: (last: RecordPage) => object | null,
): Promise<RecordFields[][]> {
  const read: RecordFields[][] = [];
  for (let wanted: object | null = page; wanted; ) {
    const records: RecordPage | null = await previewRecordsAs(manager, id, wanted);
    if (!records) throw new Error('There is no preview.');
    read.push([...records.nodes]);
    wanted = next(records);
  }
  return read;
}

const { id: setId } = await saveCatalogers(manager);
const viewer = { addRole: { roleType: 'LICENSE_VIEWER', scope: { institution: true } } };
const group = { setUserGroup: { userGroup: 'FACULTY' } };
const actions = [viewer, group];
const everybodyAsTheyAre = () =>
  database.query(sql`SELECT to_jsonb(u) AS row, (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id) FROM user_role r WHERE r.user_id = u.id) AS roles
    FROM users u ORDER BY u.id`);
const before = await everybodyAsTheyAre();
const preview = await previewOf(manager, { setId, actions });
const audited = await lastAudit();
const after = await everybodyAsTheyAre();
const foreseen = (await allPages(preview.id, { first: 200 }, () => null)).flat();

test('a preview changes nobody, and is in the audit', () => {
  expect(after).toEqual(before);
  expect(audited).toMatchObject({
    actor: 'user.manager',
    operation: 'previewUpdateNotifyJob',
    refused: null,
    subject: expect.stringMatching(/^JobPreview:\d+$/),
    details: { users: preview.counts.total, actions: preview.actions.map(({ sentence }) => sentence) },
  });
});

test('a preview accounts for every member of the set', () => {
  const { total, updated, unchanged, errors } = preview.counts;
  expect(total).toBeGreaterThan(0);
  expect(updated + unchanged + errors).toBe(total);
  expect(foreseen).toHaveLength(total);
  expect(preview.setSentence).toBe('Job category is "Cataloger"');
  expect(preview.actions.map(({ action }) => action)).toEqual(['ADD_ROLE', 'SET_USER_GROUP']);
  expect(Date.parse(preview.expiresAt)).toBeGreaterThan(Date.parse(preview.asOf));
});

describe('the records of a preview', () => {
  test.each<[string, string[] | undefined]>([
    ['all', undefined],
    ['those with a warning', ['WARNING']],
    ['those updated or unchanged', ['UPDATED', 'UNCHANGED']],
    ['those of an outcome nobody has', ['SKIPPED']],
  ])('come page by page, from the start and from the end: %s', async (_which, outcome) => {
    const wanted = foreseen.filter((record) => !outcome || outcome.includes(record.outcome));
    const fromStart = await allPages(preview.id, { outcome, first: 7 }, ({ pageInfo }) =>
      pageInfo.hasNextPage ? { outcome, first: 7, after: pageInfo.endCursor } : null,
    );
    const fromEnd = await allPages(preview.id, { outcome, last: 7 }, ({ pageInfo }) =>
      pageInfo.hasPreviousPage ? { outcome, last: 7, before: pageInfo.startCursor } : null,
    );
    expect(fromStart.flat()).toEqual(wanted);
    expect(fromEnd.toReversed().flat()).toEqual(wanted);
  });

  test('show each user before and after', () => {
    const external = foreseen.find(({ user }) => user?.primaryId === catalogers.external.primaryId);
    expect(external).toMatchObject({
      outcome: 'WARNING',
      code: 'EXTERNAL_LOAD_MAY_OVERWRITE',
      changes: [
        { field: 'roles', before: null, after: { roleType: '58', createdBy: 'user.manager' } },
        { field: 'userGroup', before: 'STAFF', after: 'FACULTY' },
      ],
    });
  });
});

test('the warnings are those worth reading', async () => {
  const chosen = await setOf(manager, [signInPeople.userManager, signInPeople.admin, catalogers.external].map(idOf));
  const { warnings } = await previewOf(manager, {
    setId: chosen,
    actions: [viewer, group, { setStatus: { status: 'INACTIVE' } }],
  });
  expect(
    warnings.map(({ code, users, sampleUsers }) => [code, users, sampleUsers.map((user) => user.primaryId)]),
  ).toEqual([
    ['OWN_RECORD', 1, ['user.manager']],
    ['STAFF_ROLE_GRANTED', 1, [catalogers.external.primaryId]],
    ['USER_ABOVE_YOUR_OWN', 1, ['admin']],
    ['EXTERNAL_LOAD_MAY_OVERWRITE', 1, [catalogers.external.primaryId]],
  ]);
  expect(warnings[1]?.message).toBe('Roles of staff are about to be granted: License Viewer at the institution.');
});

test('a role that readers have, or that is held already, is no warning', async () => {
  const chosen = await setOf(manager, [idOf(catalogers.licenseViewer)]);
  const { warnings } = await previewOf(manager, {
    setId: chosen,
    actions: [viewer, { addRole: { roleType: 'PATRON', scope: { library: 'MUSIC' } } }],
  });
  expect(warnings).toEqual([]);
});

describe.each([
  ['WebSocket', followPreviewAs],
  ['server-sent events', followPreviewOverEvents],
])('the progress of a preview over %s', (_transport, follow) => {
  test('only grows, and ends with the preview', async () => {
    const steps = await everyStep(follow(manager, { setId, actions }));
    for (const [index, { processed }] of steps.slice(1).entries())
      expect(processed).toBeGreaterThanOrEqual(steps[index]?.processed ?? 0);
    expect(steps.filter((step) => step.result)).toEqual([steps.at(-1)]);
    const { asOf: _, id: __, confirmation: ___, expiresAt: ____, ...same } = preview;
    expect(steps.at(-1)).toMatchObject({
      processed: preview.counts.total,
      total: preview.counts.total,
      percent: 100,
      result: { preview: same },
    });
  });

  test('ends with the problem that stands in its way', async () => {
    const steps = await everyStep(
      follow(manager, { setId, actions: [{ addRole: { roleType: 'NO_SUCH', scope: { institution: true } } }] }),
    );
    expect(steps.at(-1)).toMatchObject({
      result: { __typename: 'InvalidInput', issues: [{ path: ['actions', '0', 'addRole', 'roleType'] }] },
    });
  });
});

test('a preview of nobody is done at once', async () => {
  const nobody = await saveSearch(manager, { name: 'Nobody', where: { primaryId: { eq: 'nobody' } } });
  const steps = await everyStep(followPreviewAs(manager, { setId: nobody.id, actions }));
  expect(steps.at(-1)).toMatchObject({
    processed: 0,
    percent: 100,
    result: { preview: { counts: { total: 0, updated: 0 }, warnings: [] } },
  });
});

test('the manager of a library previews the users of that library only', async () => {
  const everybodys = (await saveCatalogers(manager, { isPrivate: false })).id;
  const patron = { addRole: { roleType: '200', scope: { library: 'LAW' } } };
  const mine = await previewOf(lawManager, { setId: everybodys, actions: [patron] });
  expect(mine.counts.total).toBeGreaterThan(0);
  expect(mine.counts.total).toBeLessThan(preview.counts.total);
  const job = await submittedBy(lawManager, { setId: everybodys, actions: [patron], confirmation: mine.confirmation });
  expect((await endOf(lawManager, job)).counts).toMatchObject({
    total: mine.counts.total,
    updated: mine.counts.updated,
  });
});

test('the job that is confirmed does what its preview said', async () => {
  const again = await previewOf(manager, { setId, actions });
  const records = (await allPages(again.id, { first: 200 }, () => null)).flat();
  const job = await submittedBy(manager, { setId, actions, confirmation: again.confirmation });
  expect(await endOf(manager, job)).toMatchObject({ state: 'COMPLETED' });
  const report = await reportOf(manager, job);
  const { letters: _, lettersSkipped: __, exports: ___, ...counts } = again.counts;
  expect(report.counts).toMatchObject(counts);
  expect(report.byAction).toEqual(again.byAction);
  expect(report.byCode).toEqual(again.byCode);
  const timeless = (all: readonly RecordFields[], at: string | null) =>
    JSON.parse(JSON.stringify(all).replaceAll(at ?? 'never', 'THE MOMENT'));
  const now = ({ user, ...record }: RecordFields) => record;
  expect(timeless(report.records.nodes.map(now) as RecordFields[], report.frozenAt)).toEqual(
    timeless(records.map(now) as RecordFields[], again.asOf),
  );
});
