import { describe, expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { jobAs, setOf } from '../testing/job-client.ts';
import { changeScheduleAs, type ScheduleFields, scheduledBy, scheduleOf } from './testing/schedule-client.ts';
import { actions, nightly, startScheduleStory } from './testing/schedule-story.ts';

const { database, services, readers, setId, manager, systemAdmin, lane, dueRun, runNow, temporaryManager } =
  await startScheduleStory();

describe('a run that fails pauses its schedule, with the reason', () => {
  async function expectPaused(schedule: ScheduleFields, jobId: string, reason: string): Promise<void> {
    expect(await jobAs(systemAdmin, jobId)).toMatchObject({ state: 'FAILED', failureCode: reason });
    const paused = await scheduleOf(systemAdmin, schedule.id);
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
    expect(await jobAs(systemAdmin, paused.nextJob?.id ?? '')).toMatchObject({ state: 'SCHEDULED' });
  }

  test('when its owner may not manage users any more', async () => {
    const { client, demote } = await temporaryManager('21');
    const { schedule } = await scheduledBy(client, { setId, actions, recurrence: nightly });
    await demote();
    const jobId = await runNow(systemAdmin, schedule);
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
    await expectPaused(schedule, await runNow(systemAdmin, schedule), 'ROLE_ABOVE_YOUR_OWN');
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
    const shared = await setOf(systemAdmin, readers, false);
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
    const jobId = await runNow(systemAdmin, schedule);
    expect(await jobAs(systemAdmin, jobId)).toMatchObject({ failureCode: 'PERMISSION_LOST' });
    expect(await scheduleOf(systemAdmin, schedule.id)).toMatchObject({ state: 'ENDED', pauseReason: null });
  });
});
