import { expect, test, vi } from 'vitest';
import { loadAuthority } from '../../access/authority.ts';
import { today } from '../../platform/clock.ts';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { everyStep, followPreviewAs, previewOf } from '../testing/preview-client.ts';
import { discardPreviews } from './discard-previews.ts';
import { makePreview } from './make-preview.ts';
import type { PreviewProgress } from './preview-in-the-making.ts';
import { PreviewAbandoned } from './preview-problems.ts';

const { database, server, readers, manager, lastAudit } = await startLibraryStory(30);
const setId = await setOf(manager, readers, false);
const actions = [{ addNote: { text: 'Hello' } }];
const request = { setId: rowOf(setId), actions };

async function person(primaryId: string) {
  const [user] = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = ${primaryId}`);
  const authority = await loadAuthority(database, user?.id ?? 0, today('UTC'));
  if (!authority) throw new Error(`${primaryId} may do nothing.`);
  return { authority, requestId: 'test' };
}

async function kept() {
  const [counted] = await database.query<{ previews: number; chunks: number }>(sql`
    SELECT (SELECT count(*) FROM job_preview) AS previews, (SELECT count(*) FROM job_preview_chunk) AS chunks`);
  if (!counted) throw new Error('Nothing was counted.');
  return counted;
}

test('progress is told chunk by chunk, against the exact total', async () => {
  const told: PreviewProgress[] = [];
  const onProgress = (progress: PreviewProgress) => told.push(progress);
  const { signal } = new AbortController();
  await makePreview(server.services, request, await person('manager'), { signal, onProgress, chunkSize: 7 });
  expect(told.map(({ processed }) => processed)).toEqual([7, 14, 21, 28, 30]);
  expect(new Set(told.map(({ total }) => total))).toEqual(new Set([30]));
});

test('a preview that is given up leaves nothing behind, ends its turn, and is in the audit', async () => {
  const before = await kept();
  const given = new AbortController();
  const onProgress = ({ processed }: PreviewProgress) => processed === 10 && given.abort();
  const who = await person('manager');
  const making = makePreview(server.services, request, who, { signal: given.signal, onProgress, chunkSize: 5 });
  await expect(making).rejects.toThrow(PreviewAbandoned);
  expect(await kept()).toEqual(before);
  expect(await lastAudit()).toMatchObject({ operation: 'previewUpdateNotifyJob', refused: 'PREVIEW_ABANDONED' });
  expect((await previewOf(manager, { setId, actions })).counts.total).toBe(30);
});

test('a subscriber who goes away gives the preview up, also while it waits for its turn', async () => {
  const before = await kept();
  const { authority } = await person('manager');
  const { signal } = new AbortController();
  const endTurn = await server.services.previewTurns.take(authority.userId, signal);
  const stream = followPreviewAs(manager, { setId, actions });
  expect((await stream.next()).value).toMatchObject({
    data: { updateNotifyJobPreview: { processed: 0, total: null } },
  });
  await vi.waitFor(() => expect(server.services.previewTurns.waiting).toBe(1));
  await stream.return?.();
  await vi.waitFor(() => expect(server.services.previewTurns.waiting).toBe(0));
  endTurn();
  expect(await kept()).toEqual(before);
});

test('so does one who breaks off the request of the query', async () => {
  const before = await kept();
  const { authority } = await person('manager');
  const endTurn = await server.services.previewTurns.take(authority.userId, new AbortController().signal);
  const query = `{ previewUpdateNotifyJob(input: { setId: "${setId}", actions: [{ addNote: { text: "Hello" } }] }) { __typename } }`;
  const broken = new AbortController();
  const asking = fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await server.tokenFor('manager')}` },
    body: JSON.stringify({ query }),
    signal: broken.signal,
  });
  await vi.waitFor(() => expect(server.services.previewTurns.waiting).toBe(1));
  broken.abort();
  await expect(asking).rejects.toThrow();
  await vi.waitFor(() => expect(server.services.previewTurns.waiting).toBe(0));
  endTurn();
  expect(await kept()).toEqual(before);
});

test('roles that change while it is made end it: it was made with rights that are gone', async () => {
  const colleague = await person('colleague');
  const { signal } = new AbortController();
  const before = await kept();
  const endTurn = await server.services.previewTurns.take(colleague.authority.userId, signal);
  const making = makePreview(server.services, request, colleague, { signal });
  await database.execute(sql`DELETE FROM user_role WHERE user_id = ${colleague.authority.userId}`);
  endTurn();
  await expect(making).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await kept()).toEqual(before);
});

test('users of a running job, and other jobs on the set, are warned of', async () => {
  const half = await setOf(manager, readers.slice(0, 15), false);
  const waiting = await submittedBy(manager, {
    setId: half,
    actions,
    name: 'Half of them',
    runAt: '2099-01-01T00:00:00Z',
  });
  expect(rowOf(waiting)).toBeGreaterThan(0);
  const running = rowOf(await submittedBy(manager, { setId: half, actions, name: 'At once' }));
  await takeUp(server.services, running);
  await freezeMembers(server.services, running);
  const { warnings } = await previewOf(manager, { setId, actions });
  expect(warnings).toMatchObject([{ code: 'USER_IN_ANOTHER_JOB', users: 15 }]);
  expect(warnings[0]?.sampleUsers).toHaveLength(10);
  expect((await previewOf(manager, { setId: half, actions })).warnings).toMatchObject([
    { code: 'USER_IN_ANOTHER_JOB', users: 15 },
    { code: 'SET_IN_ANOTHER_JOB', users: 15, message: 'Another job on this set waits or runs: Half of them; At once.' },
  ]);
  await database.execute(sql`DELETE FROM job`);
});

test('expired previews go, but for one that a job waits to be held against', async () => {
  await database.execute(sql`DELETE FROM job_preview`);
  const confirmed = await previewOf(manager, { setId, actions });
  const job = rowOf(await submittedBy(manager, { setId, actions, confirmation: confirmed.confirmation }));
  const forgotten = await previewOf(manager, { setId, actions });
  const fresh = await previewOf(manager, { setId, actions });
  await database.execute(sql`
    UPDATE job_preview SET expires_at = now() - interval '1 hour' WHERE id <> ${rowOf(fresh.id)}`);
  const left = async () =>
    (await database.query<{ id: number }>(sql`SELECT id FROM job_preview ORDER BY id`)).map(({ id }) => id);
  expect(await discardPreviews(database)).toBe(1);
  expect(await left()).toEqual([rowOf(confirmed.id), rowOf(fresh.id)]);
  expect(await left()).not.toContain(rowOf(forgotten.id));
  await takeUp(server.services, job);
  await freezeMembers(server.services, job);
  expect(await discardPreviews(database)).toBe(1);
  expect(await left()).toEqual([rowOf(fresh.id)]);
  expect((await kept()).chunks).toBe(1);
});

test('of one person’s previews the newest ten are kept', async () => {
  const made: number[] = [];
  for (let count = 0; count < 12; count += 1) made.push(rowOf((await previewOf(manager, { setId, actions })).id));
  const left = await database.query<{ id: number }>(sql`SELECT id FROM job_preview ORDER BY id`);
  expect(left.map(({ id }) => id)).toEqual(made.slice(2));
});

test('whoever subscribes twice to the same gets one and the same preview', async () => {
  const { authority } = await person('manager');
  const endTurn = await server.services.previewTurns.take(authority.userId, new AbortController().signal);
  const streams = [followPreviewAs(manager, { setId, actions }), followPreviewAs(manager, { setId, actions })];
  for (const stream of streams) await stream.next();
  await vi.waitFor(() => expect(server.services.previewTurns.waiting).toBe(1));
  endTurn();
  const [one, other] = await Promise.all(streams.map(everyStep));
  expect(one?.at(-1)?.result?.preview?.id).toBeDefined();
  expect(one?.at(-1)?.result?.preview?.id).toBe(other?.at(-1)?.result?.preview?.id);
});
