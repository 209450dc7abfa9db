import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { queueOutbox } from '../../letters/outbox/queue-outbox.ts';
import { countSettled } from '../../letters/outbox/settled-counts.ts';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { cancelJobAs, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { outboxListener } from './count-outbox.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';

const { database, services, readers, manager, lane } = await startLibraryStory(2);
const setId = await setOf(manager, readers);

// Every step of every job, as the database sees it.
await database.execute(sql`CREATE TABLE job_step (was text, is_now text)`);
await database.execute(sql`
  CREATE FUNCTION note_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'INSERT' THEN INSERT INTO job_step VALUES ('–', NEW.state);
    ELSIF NEW.state <> OLD.state THEN INSERT INTO job_step VALUES (OLD.state, NEW.state); END IF;
    RETURN NULL;
  END $$`);
await database.execute(
  sql`CREATE TRIGGER note_step AFTER INSERT OR UPDATE ON job FOR EACH ROW EXECUTE FUNCTION note_step()`,
);

const submit = (input: object = {}) =>
  submittedBy(manager, { setId, actions: [{ addNote: { text: 'Hello' } }], ...input });
const later = { runAt: '2099-01-01T00:00:00Z' };
const cancel = (jobId: string) => cancelJobAs(manager, jobId);
const freeze = (jobId: string) => freezeMembers(services, rowOf(jobId));
const rights = (status: 'ACTIVE' | 'INACTIVE') =>
  database.execute(sql`UPDATE user_role SET status = ${status}::user_status WHERE role_type_code = '21'`);

async function withoutRights(work: () => Promise<void>): Promise<void> {
  await rights('INACTIVE');
  await work();
  await rights('ACTIVE');
}

async function emptySet(): Promise<string> {
  const empty = await setOf(manager, readers.slice(0, 1));
  await database.execute(sql`DELETE FROM user_set_member WHERE set_id = ${rowOf(empty)}`);
  return empty;
}

async function submittedAndTakenUp(): Promise<string> {
  const jobId = await submit();
  await takeUp(services, rowOf(jobId));
  return jobId;
}

/** A letter of the job, as its chunks write them. */
async function putLetter(jobId: string, secret?: string): Promise<void> {
  await database.transaction(async (tx) => {
    const row = { kind: 'LETTER', jobId: rowOf(jobId), userId: 1, letter: 'USER_NOTIFICATION', version: 1 } as const;
    await queueOutbox(services, tx, [{ ...row, ...(secret && { secret }) }]);
    await tx.execute(sql`UPDATE job SET letters_queued = letters_queued + 1 WHERE id = ${rowOf(jobId)}`);
  });
}

/** What becomes of the job when its one letter has been accepted. */
async function sendLetter(jobId: string): Promise<void> {
  const sent = countSettled([
    { kind: 'LETTER', jobId: rowOf(jobId), state: 'SENT', settled: true, newlyUnknown: false },
  ]);
  await database.transaction((tx) => outboxListener(services)(tx, sent));
}

/** The arrows of the page that people read. */
async function arrowsOfThePage(): Promise<string[]> {
  const page = await readFile(new URL('../../../docs/job-states.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| (–|[A-Z, ]+) \|/.test(line));
  return rows.flatMap((row) => {
    const [, from = '', to = ''] = row.split('|').map((cell) => cell.trim());
    return from.split(', ').map((state) => `${state} → ${to}`);
  });
}

test('jobs go the ways that the documentation shows, and no others', async () => {
  await lane(await submit());
  await lane(await submit({ setId: await emptySet() }));
  const scheduled = await submit(later);
  await database.execute(sql`UPDATE job SET scheduled_for = now() WHERE id = ${rowOf(scheduled)}`);
  await lane(scheduled);
  await cancel(await submit());
  await cancel(await submit(later));
  await cancel(await submittedAndTakenUp());
  const running = await submittedAndTakenUp();
  await freeze(running);
  await cancel(running);
  const lost = await submit();
  await withoutRights(() => lane(lost));
  const losing = await submittedAndTakenUp();
  await freeze(losing);
  await withoutRights(() => lane(losing));

  const lettersWaiting = await submittedAndTakenUp();
  await freeze(lettersWaiting);
  await putLetter(lettersWaiting);
  await lane(lettersWaiting);
  await cancel(lettersWaiting);
  const failing = await submittedAndTakenUp();
  await freeze(failing);
  await putLetter(failing, 'a temporary password');
  await withoutRights(() => lane(failing));
  await sendLetter(failing);

  const steps = await database.query<{ arrow: string }>(
    sql`SELECT DISTINCT was || ' → ' || is_now AS arrow FROM job_step`,
  );
  expect(steps.map(({ arrow }) => arrow).sort()).toEqual((await arrowsOfThePage()).sort());
});
