import { describe, expect, test, vi } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { rowOf } from '../../testing/row-of.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { silentJobs } from '../run/watch-jobs.ts';
import { jobAs, reportOf } from '../testing/job-client.ts';
import { changeScheduleAs, type ScheduleFields, scheduledBy, scheduleOf } from './testing/schedule-client.ts';
import { actions, nightly, startScheduleStory } from './testing/schedule-story.ts';

const { database, services, manager, setId, lane, dueRun, runNow } = await startScheduleStory();

const HOUR = 3_600_000;

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
