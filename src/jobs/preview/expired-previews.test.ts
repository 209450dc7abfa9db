import { expect, test, vi } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { startWorker } from '../../worker.ts';
import { setOf } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { previewOf, previewRecordsAs } from '../testing/preview-client.ts';

const { database, server, readers, manager } = await startLibraryStory(3);
const setId = await setOf(manager, readers);
const actions = [{ addNote: { text: 'Hello' } }];

test('an expired preview is not there any more, and a worker deletes it', async () => {
  const expired = await previewOf(manager, { setId, actions });
  const fresh = await previewOf(manager, { setId, actions });
  await database.execute(sql`
    UPDATE job_preview SET expires_at = now() - interval '1 hour' WHERE confirmation = ${expired.confirmation}`);
  expect(await previewRecordsAs(manager, expired.id, { first: 1 })).toBeNull();
  expect(await previewRecordsAs(manager, fresh.id, { first: 1 })).not.toBeNull();
  const worker = await startWorker(server.services);
  try {
    await vi.waitFor(
      async () =>
        expect(await database.query(sql`SELECT confirmation FROM job_preview`)).toEqual([
          { confirmation: fresh.confirmation },
        ]),
      { timeout: 10_000 },
    );
  } finally {
    await worker.stop();
  }
  expect(await database.query(sql`SELECT count(*) FROM job_preview_chunk`)).toEqual([{ count: 1 }]);
});

test('a preview goes with its set', async () => {
  const going = await previewOf(manager, { setId, actions });
  await manager.data(`mutation ($id: ID!) { deleteUserSet(input: { id: $id }) { __typename } }`, { id: setId });
  expect(await previewRecordsAs(manager, going.id, { first: 1 })).toBeNull();
});
