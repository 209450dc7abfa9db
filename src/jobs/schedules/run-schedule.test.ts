import { decodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test, vi } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { runLane } from '../run/run-lane.ts';
import { silentJobs } from '../run/watch-jobs.ts';
import { jobAs, reportOf, setOf } from '../testing/job-client.ts';
import { furnishLibrary } from '../testing/library.ts';
import { changeScheduleAs, type ScheduleFields, scheduledBy, scheduleOf } from './testing/schedule-client.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
const { readers } = await furnishLibrary(database, 3);
// Nobody works here but the lanes of these tests.
const server = await startTestServer(testDatabase, { settings: { ROLE: 'api' } });
const { services } = server;
const manager = await server.signedInAs('manager');
const admin = await server.signedInAs('system.admin');
const setId = await setOf(manager, readers, false);

const HOUR = 3_600_000;
const rowOf = (id: string) => Number(decodeGlobalID(id).id);
const actions = [{ addNote: { text: 'Hello' } }];
const nightly = { rule: { cron: '30 2 * * *' } };
const lane = (jobId: string) => runLane(services, rowOf(jobId), new AbortController().signal);

/** The run that waits; its time has come so many milliseconds ago. */
async function dueRun(client: Client, { id }: ScheduleFields, ago = 0): Promise<string> {
  const { nextJob } = await scheduleOf(client, id);
  if (!nextJob) throw new Error('No run waits.');
  await database.execute(sql`
    UPDATE job SET scheduled_for = now() - make_interval(secs => ${ago / 1_000}) WHERE id = ${rowOf(nextJob.id)}`);
  return nextJob.id;
}

async function runNow(client: Client, schedule: ScheduleFields): Promise<string> {
  const jobId = await dueRun(client, schedule);
  await lane(jobId);
  return jobId;
}

const waiting = async ({ id }: ScheduleFields) =>
  (await database.query(sql`SELECT id FROM job WHERE schedule_id = ${rowOf(id)} AND state = 'SCHEDULED'`)).length;

describe('a run whose time has come', () => {
  test('is a job of its own, and the next one waits from the moment it is taken up', async () => {
    const { jobId, schedule } = await scheduledBy(manager, { setId, actions, name: 'Nightly', recurrence: nightly });
    const planned = schedule.upcoming[0] ?? '';
    expect(await dueRun(manager, schedule)).toBe(jobId);
    await takeUp(services, rowOf(jobId));
    const { nextJob, nextRunAt, runs, lastJob } = await scheduleOf(manager, schedule.id);
    expect({ runs, lastJob: lastJob?.id, nextRunAt }).toEqual({ runs: 1, lastJob: jobId, nextRunAt: planned });
    expect(nextJob).toMatchObject({ name: 'Nightly', state: 'SCHEDULED', origin: 'SCHEDULE', scheduledFor: planned });
    await lane(jobId);
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'COMPLETED', counts: { updated: 3 } });
    expect((await scheduleOf(manager, schedule.id)).jobs.nodes.map(({ state }) => state)).toEqual([
      'SCHEDULED',
      'COMPLETED',
    ]);
  });

  test('is about those who are in the set by then', async () => {
    const [set] = await database.query<{ id: number }>(sql`
      INSERT INTO user_set (name, kind, is_private, filter, owner_id, modified_by_id)
      SELECT 'New ones', 'LOGICAL', FALSE, '{"primaryId": {"startsWith": "new"}}', id, id FROM users WHERE primary_id = 'manager' RETURNING id`);
    const logical = Buffer.from(`UserSet:${set?.id}`).toString('base64');
    const { schedule } = await scheduledBy(manager, { setId: logical, actions, recurrence: nightly });
    expect(await jobAs(manager, await runNow(manager, schedule))).toMatchObject({ conclusion: 'NOTHING_TO_DO' });
    await insertPeople(database, [{ primaryId: 'new1', roles: [] }]);
    const second = await runNow(manager, schedule);
    expect(await jobAs(manager, second)).toMatchObject({ counts: { updated: 1 } });
    expect((await reportOf(manager, second)).records.nodes.map(({ user }) => user?.primaryId)).toEqual(['new1']);
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 2 });
  });

  test('works its actions out anew', async () => {
    const setGroup = [{ setUserGroup: { userGroup: 'STAFF' } }];
    const { schedule } = await scheduledBy(manager, { setId, actions: setGroup, recurrence: nightly });
    await database.execute(
      sql`UPDATE code SET description = 'The people who work here' WHERE table_name = 'USER_GROUP' AND code = 'STAFF'`,
    );
    const jobId = await runNow(manager, schedule);
    const { byAction } = await reportOf(manager, jobId);
    expect(byAction.map(({ sentence }) => sentence)).toEqual(['Set the user group to The people who work here']);
    expect((await scheduleOf(manager, schedule.id)).actions).toEqual([
      { sentence: 'Set the user group to The people who work here' },
    ]);
  });

  test('takes what was agreed for all of them from the one before', async () => {
    const { jobId, schedule } = await scheduledBy(manager, { setId, actions, notifyAtEnd: true, recurrence: nightly });
    await database.execute(sql`UPDATE job SET preview_id = 4711, narrowed = TRUE WHERE id = ${rowOf(jobId)}`);
    await takeUp(services, rowOf(await dueRun(manager, schedule)));
    const agreed = await database.query(sql`
      SELECT DISTINCT preview_id AS "previewId", narrowed, notify_at_end AS "notifyAtEnd", submitted_by_id = owner_id AS "ofOwner"
      FROM job JOIN job_schedule s ON s.id = schedule_id WHERE schedule_id = ${rowOf(schedule.id)}`);
    expect(agreed).toEqual([{ previewId: 4711, narrowed: true, notifyAtEnd: true, ofOwner: true }]);
  });

  test('is taken up once by however many workers, and so is the next one made', async () => {
    const { schedule } = await scheduledBy(manager, {
      setId,
      actions: [{ addNote: { text: 'Once' } }],
      recurrence: nightly,
    });
    const jobId = await dueRun(manager, schedule);
    await Promise.all(Array.from({ length: 6 }, () => lane(jobId)));
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 1, missedRuns: 0, jobs: { totalCount: 2 } });
    expect(await waiting(schedule)).toBe(1);
    const [notes] = await database.query(sql`SELECT count(*) FROM user_note WHERE text = 'Once'`);
    expect(notes).toEqual({ count: 3 });
  });

  test('is found by the watch when its message got lost; one of a paused schedule is not', async () => {
    const { jobId, schedule } = await scheduledBy(manager, { setId, actions, recurrence: nightly });
    await database.execute(sql`
      UPDATE job SET scheduled_for = now() - interval '1 minute', touched_at = now() - interval '1 minute' WHERE id = ${rowOf(jobId)}`);
    expect(await silentJobs(database)).toContain(rowOf(jobId));
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    await database.execute(sql`UPDATE job SET touched_at = now() - interval '1 minute' WHERE id = ${rowOf(jobId)}`);
    expect(await silentJobs(database)).not.toContain(rowOf(jobId));
  });
});

describe('times that pass', () => {
  test('while no server is there are counted, and caught up with by one late run', async () => {
    const recurrence = { rule: { every: { unit: 'DAY', at: '02:30', startsOn: '2020-01-01' } } };
    const { schedule } = await scheduledBy(manager, { setId, actions, recurrence });
    const planned = schedule.nextRunAt ?? '';
    // Ten days down: the first of ten runs is late, nine others never happen.
    const jobId = await dueRun(manager, schedule, Date.now() - Date.parse(planned) + 10 * 24 * HOUR);
    await lane(jobId);
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'COMPLETED' });
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 1, missedRuns: 9, nextRunAt: planned });
    expect(await waiting(schedule)).toBe(1);
  });

  test('while the run before still changes users are left out: the next one waits on', async () => {
    const { schedule } = await scheduledBy(manager, { setId, actions, recurrence: nightly });
    const first = await dueRun(manager, schedule);
    await takeUp(services, rowOf(first));
    await freezeMembers(services, rowOf(first));
    const planned = (await scheduleOf(manager, schedule.id)).nextRunAt;
    const second = await dueRun(manager, schedule);
    await Promise.all([lane(second), lane(second)]);
    expect(await jobAs(manager, second)).toMatchObject({ state: 'SCHEDULED', scheduledFor: planned });
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 1, missedRuns: 1, jobs: { totalCount: 2 } });
    await lane(first);
    await lane(await dueRun(manager, schedule));
    expect(await jobAs(manager, second)).toMatchObject({ state: 'COMPLETED' });
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 2, missedRuns: 1 });
  });
});

describe('the end', () => {
  test('comes after so many runs', async () => {
    const { schedule } = await scheduledBy(manager, { setId, actions, recurrence: { ...nightly, endsAfter: 2 } });
    await runNow(manager, schedule);
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({
      state: 'ACTIVE',
      runs: 1,
      upcoming: [expect.any(String)],
    });
    await runNow(manager, schedule);
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({
      state: 'ENDED',
      runs: 2,
      endedAt: expect.any(String),
      nextRunAt: null,
      nextJob: null,
      upcoming: [],
    });
  });

  test('comes with a day, and no run is planned beyond it', async () => {
    const { schedule } = await scheduledBy(manager, {
      setId,
      actions,
      runAt: new Date(Date.now() + HOUR).toISOString(),
      recurrence: { ...nightly, endsOn: new Date(Date.now() + 50 * HOUR).toISOString().slice(0, 10) },
    });
    const planned = (await scheduleOf(manager, schedule.id)).upcoming.length;
    for (let run = 0; run < planned; run += 1) {
      expect(await scheduleOf(manager, schedule.id)).toMatchObject({ state: 'ACTIVE' });
      await changeScheduleAs(manager, 'skipNextRun', schedule.id);
    }
    expect(planned).toBeGreaterThan(1);
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ state: 'ENDED', runs: 0, nextJob: null });
  });
});

describe('a run that fails pauses its schedule, with the reason', () => {
  let number = 0;
  /** Somebody who manages users as long as the test lasts. */
  async function temporaryManager(role: string): Promise<{ client: Client; demote(to?: string): Promise<void> }> {
    number += 1;
    const primaryId = `temporary${number}`;
    const id = (await insertPeople(database, [{ primaryId, roles: [role] }]))[primaryId] ?? 0;
    return {
      client: await server.signedInAs(primaryId),
      async demote(to) {
        await database.execute(sql`DELETE FROM user_role WHERE user_id = ${id}`);
        if (to) await database.execute(sql`INSERT INTO user_role (user_id, role_type_code) VALUES (${id}, ${to})`);
      },
    };
  }

  async function expectPaused(schedule: ScheduleFields, jobId: string, reason: string): Promise<void> {
    expect(await jobAs(admin, jobId)).toMatchObject({ state: 'FAILED', failureCode: reason });
    const paused = await scheduleOf(admin, schedule.id);
    expect(paused).toMatchObject({
      state: 'PAUSED',
      pauseReason: reason,
      pausedAt: expect.any(String),
      nextRunAt: null,
      upcoming: [],
    });
    expect(paused.lastJob).toMatchObject({ id: jobId, failureCode: reason });
    expect(paused.nextJob).toMatchObject({ state: 'SCHEDULED', scheduledFor: null });
    // It does not begin, whoever tries.
    await lane(paused.nextJob?.id ?? '');
    expect(await jobAs(admin, paused.nextJob?.id ?? '')).toMatchObject({ state: 'SCHEDULED' });
  }

  test('when its owner may not manage users any more', async () => {
    const { client, demote } = await temporaryManager('21');
    const { schedule } = await scheduledBy(client, { setId, actions, recurrence: nightly });
    await demote();
    const jobId = await runNow(admin, schedule);
    await expectPaused(schedule, jobId, 'PERMISSION_LOST');
    await demote('21');
    const resumed = await changeScheduleAs(client, 'resumeSchedule', schedule.id);
    expect(resumed.schedule).toMatchObject({ state: 'ACTIVE', pauseReason: null, nextRunAt: schedule.nextRunAt });
    expect(await jobAs(client, await runNow(client, schedule))).toMatchObject({ state: 'COMPLETED' });
  });

  test('when its owner may not grant one of its roles any more', async () => {
    const { client, demote } = await temporaryManager('50');
    const grant = [{ addRole: { roleType: '21', scope: { library: 'MUSIC' } } }];
    const { schedule } = await scheduledBy(client, { setId, actions: grant, recurrence: nightly });
    await demote('21');
    await expectPaused(schedule, await runNow(admin, schedule), 'ROLE_ABOVE_YOUR_OWN');
  });

  test('when its owner loses their rights while it runs', async () => {
    const { client, demote } = await temporaryManager('21');
    const { schedule } = await scheduledBy(client, { setId, actions, recurrence: nightly });
    const jobId = await dueRun(client, schedule);
    await takeUp(services, rowOf(jobId));
    await freezeMembers(services, rowOf(jobId));
    await demote();
    await lane(jobId);
    await expectPaused(schedule, jobId, 'PERMISSION_LOST');
  });

  test('when the owner of its set has made that private', async () => {
    const shared = await setOf(admin, readers, false);
    const { schedule } = await scheduledBy(manager, { setId: shared, actions, recurrence: nightly });
    await database.execute(sql`UPDATE user_set SET is_private = TRUE WHERE id = ${rowOf(shared)}`);
    await expectPaused(schedule, await runNow(manager, schedule), 'SET_NOT_FOUND');
  });

  test('when its set is gone all the same', async () => {
    const gone = await setOf(manager, readers, false);
    const { schedule } = await scheduledBy(manager, { setId: gone, actions, recurrence: nightly });
    await database.execute(sql`DELETE FROM user_set WHERE id = ${rowOf(gone)}`);
    await expectPaused(schedule, await runNow(manager, schedule), 'SET_NOT_FOUND');
  });

  test('when a code that an action names is put away', async () => {
    await database.execute(
      sql`INSERT INTO code (table_name, code, description) VALUES ('USER_GROUP', 'GUESTS', 'Guests')`,
    );
    const setGroup = [{ setUserGroup: { userGroup: 'GUESTS' } }];
    const { schedule } = await scheduledBy(manager, { setId, actions: setGroup, recurrence: nightly });
    await database.execute(sql`UPDATE code SET enabled = FALSE WHERE code = 'GUESTS'`);
    await expectPaused(schedule, await runNow(manager, schedule), 'ACTION_NOT_POSSIBLE');
  });

  test('and is not paused when it has ended: there is nothing to pause', async () => {
    const { client, demote } = await temporaryManager('21');
    const { schedule } = await scheduledBy(client, { setId, actions, recurrence: { ...nightly, endsAfter: 1 } });
    await demote();
    const jobId = await runNow(admin, schedule);
    expect(await jobAs(admin, jobId)).toMatchObject({ failureCode: 'PERMISSION_LOST' });
    expect(await scheduleOf(admin, schedule.id)).toMatchObject({ state: 'ENDED', pauseReason: null });
  });
});

test('what breaks while a run is taken up leaves it as it was, for the next who comes', async () => {
  const { jobId, schedule } = await scheduledBy(manager, { setId, actions, recurrence: nightly });
  await dueRun(manager, schedule);
  const queue = { ...services.queue, send: vi.fn().mockRejectedValue(new Error('cut')) };
  await expect(takeUp({ ...services, queue }, rowOf(jobId))).rejects.toThrow('cut');
  expect(queue.send).toHaveBeenCalledOnce();
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'SCHEDULED' });
  expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 0, jobs: { totalCount: 1 } });
  await lane(jobId);
  expect(await scheduleOf(manager, schedule.id)).toMatchObject({ runs: 1, jobs: { totalCount: 2 } });
});
