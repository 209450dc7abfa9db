import { expect, test } from 'vitest';
import { mutate } from '../../testing/mutate.ts';
import { scheduledBy, scheduleOf } from '../schedules/testing/schedule-client.ts';
import { actions, nightly, startScheduleStory } from '../schedules/testing/schedule-story.ts';
import { jobAs, setOf, submittedBy } from '../testing/job-client.ts';

const { readers, manager, lane, runNow } = await startScheduleStory();

const switchTo = (id: string, status: string) =>
  expect(mutate(manager, 'updateUserSet', { id, status })).resolves.not.toHaveProperty('problem');

test('a job whose set was put out of use while it waited fails, as a new one on it would be refused', async () => {
  const setId = await setOf(manager, readers, false);
  const jobId = await submittedBy(manager, { setId, actions });
  await switchTo(setId, 'INACTIVE');
  await lane(jobId);
  const counts = { total: 0, processed: 0 };
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'FAILED', failureCode: 'SET_INACTIVE', counts });
});

test('a schedule is paused by it, and goes on when the set is in use again', async () => {
  const setId = await setOf(manager, readers, false);
  const { schedule } = await scheduledBy(manager, { setId, actions, recurrence: nightly });
  await switchTo(setId, 'INACTIVE');
  expect(await jobAs(manager, await runNow(manager, schedule))).toMatchObject({ failureCode: 'SET_INACTIVE' });
  expect(await scheduleOf(manager, schedule.id)).toMatchObject({ state: 'PAUSED', pauseReason: 'SET_INACTIVE' });
  await switchTo(setId, 'ACTIVE');
  await mutate(manager, 'resumeSchedule', { scheduleId: schedule.id });
  expect(await jobAs(manager, await runNow(manager, schedule))).toMatchObject({ state: 'COMPLETED' });
});
