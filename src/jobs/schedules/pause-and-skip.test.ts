import { describe, expect, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { cancelJobAs, jobAs } from '../testing/job-client.ts';
import { changeScheduleAs, scheduleOf } from './testing/schedule-client.ts';
import { daily, day, startScheduleStory } from './testing/schedule-story.ts';

const { database, manager, scheduled, lastAudit } = await startScheduleStory();

async function scheduledTab(client: Client): Promise<string[]> {
  const { jobs } = await client.data<{ jobs: { nodes: { id: string }[] } }, object>(
    '{ jobs(tab: SCHEDULED, first: 200) { nodes { id } } }',
    {},
  );
  return jobs.nodes.map(({ id }) => id);
}

describe('a pause', () => {
  test('leaves the next run where it is, without a time, until the schedule is resumed', async () => {
    const { jobId, schedule } = await scheduled();
    const { schedule: paused } = await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    expect(paused).toMatchObject({ state: 'PAUSED', pauseReason: null, nextRunAt: null, upcoming: [] });
    expect(paused?.pausedAt).not.toBeNull();
    expect(paused?.jobs.nodes).toMatchObject([
      { id: jobId, state: 'SCHEDULED', scheduledFor: null, viewerCanCancel: false },
    ]);
    expect(await scheduledTab(manager)).toContain(jobId);
    expect(await lastAudit()).toMatchObject({
      operation: 'pauseSchedule',
      subject: `JobSchedule:${rowOf(schedule.id)}`,
    });

    const { schedule: resumed } = await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    expect(resumed).toMatchObject({ state: 'ACTIVE', pausedAt: null, upcoming: [1, 2, 3, 4].map(day) });
    expect(resumed?.jobs.nodes).toMatchObject([{ id: jobId, state: 'SCHEDULED', scheduledFor: day(1) }]);
  });

  test('once more changes nothing, and neither does resuming', async () => {
    const { schedule } = await scheduled();
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    const { pausedAt } = await scheduleOf(manager, schedule.id);
    expect((await changeScheduleAs(manager, 'pauseSchedule', schedule.id)).schedule).toMatchObject({ pausedAt });
    await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    const { schedule: again } = await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    expect(again).toMatchObject({ state: 'ACTIVE', nextRunAt: day(1) });
  });

  test('does not do away with a first run that was chosen', async () => {
    const { schedule } = await scheduled({
      runAt: '2089-06-01T10:00:00Z',
      recurrence: { rule: { cron: '0 3 * * *' } },
    });
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    const { schedule: resumed } = await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    expect(resumed?.nextRunAt).toBe('2089-06-01T10:00:00.000Z');
  });

  test('outlasts the end: nothing is left to resume, until the end is put off', async () => {
    const { schedule } = await scheduled();
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    await database.execute(sql`
      UPDATE job_schedule SET recurrence = recurrence || '{"endsOn": "2020-01-01"}' WHERE id = ${rowOf(schedule.id)}`);
    expect(await changeScheduleAs(manager, 'resumeSchedule', schedule.id)).toMatchObject({
      __typename: 'ScheduleEnded',
      code: 'SCHEDULE_ENDED',
    });
    expect(await lastAudit()).toMatchObject({ operation: 'resumeSchedule', refused: 'SCHEDULE_ENDED' });
    await changeScheduleAs(manager, 'updateSchedule', schedule.id, { recurrence: daily });
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ state: 'PAUSED', nextRunAt: null });
    const { schedule: resumed } = await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    expect(resumed).toMatchObject({ state: 'ACTIVE', nextRunAt: day(1) });
  });
});

describe('a run that is left out', () => {
  test('is cancelled, and the one after it waits in its place; it counts as no run', async () => {
    const { jobId, schedule } = await scheduled({ recurrence: { ...daily, endsAfter: 2 } });
    const answer = await changeScheduleAs(manager, 'skipNextRun', schedule.id);
    expect(answer.skipped).toMatchObject({ id: jobId, state: 'CANCELLED' });
    expect(answer.schedule).toMatchObject({ state: 'ACTIVE', runs: 0, missedRuns: 0, upcoming: [day(2), day(3)] });
    expect(answer.schedule?.jobs.nodes.map(({ state }) => state)).toEqual(['SCHEDULED', 'CANCELLED']);
    expect(await jobAs(manager, jobId)).toMatchObject({ cancelledBy: { primaryId: 'manager' } });
  });

  test('may be the one that is cancelled as a job', async () => {
    const { jobId, schedule } = await scheduled();
    expect((await cancelJobAs(manager, jobId)).job).toMatchObject({ state: 'CANCELLED' });
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ state: 'ACTIVE', nextRunAt: day(2) });
  });

  test('by several people at once is as many runs, and never one twice', async () => {
    const { schedule } = await scheduled();
    await Promise.all(Array.from({ length: 4 }, () => changeScheduleAs(manager, 'skipNextRun', schedule.id)));
    const { jobs, nextRunAt } = await scheduleOf(manager, schedule.id);
    expect(jobs.nodes.map(({ scheduledFor }) => scheduledFor)).toEqual([5, 4, 3, 2, 1].map(day));
    expect(nextRunAt).toBe(day(5));
  });

  test('stays left out when the schedule is paused and resumed, or comes at other times', async () => {
    const { schedule } = await scheduled();
    await changeScheduleAs(manager, 'skipNextRun', schedule.id);
    await changeScheduleAs(manager, 'skipNextRun', schedule.id);
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    const { schedule: resumed } = await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    expect(resumed).toMatchObject({ upcoming: [day(3), day(4), day(5), day(6)] });
    const { schedule: ended } = await changeScheduleAs(manager, 'updateSchedule', schedule.id, {
      recurrence: { ...daily, endsOn: '2090-01-04' },
    });
    expect(ended).toMatchObject({ upcoming: [day(3), day(4)] });
  });

  test('stays left out when it was cancelled as a job, and when it was the first one, which was chosen', async () => {
    const { jobId, schedule } = await scheduled({ runAt: '2089-12-31T10:00:00Z' });
    await cancelJobAs(manager, jobId);
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    const { schedule: resumed } = await changeScheduleAs(manager, 'resumeSchedule', schedule.id);
    expect(resumed?.nextRunAt).toBe(day(1));
    const { schedule: changed } = await changeScheduleAs(manager, 'updateSchedule', schedule.id, { recurrence: daily });
    expect(changed?.nextRunAt).toBe(day(1));
  });

  test('cannot be one that has no time', async () => {
    const { jobId, schedule } = await scheduled();
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    const refusal = { __typename: 'SchedulePaused', code: 'SCHEDULE_PAUSED' };
    expect(await changeScheduleAs(manager, 'skipNextRun', schedule.id)).toMatchObject(refusal);
    expect(await cancelJobAs(manager, jobId)).toMatchObject(refusal);
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'SCHEDULED', viewerCanCancel: false });
  });

  test('was the last one: the schedule has ended, and nothing can be done with it but delete it', async () => {
    const { schedule } = await scheduled({ recurrence: { ...daily, endsOn: '2090-01-01' } });
    const { schedule: ended } = await changeScheduleAs(manager, 'skipNextRun', schedule.id);
    expect(ended).toMatchObject({ state: 'ENDED', nextJob: null });
    for (const mutation of ['pauseSchedule', 'resumeSchedule', 'skipNextRun', 'updateSchedule'] as const)
      expect(await changeScheduleAs(manager, mutation, schedule.id)).toMatchObject({ __typename: 'ScheduleEnded' });
    expect(await changeScheduleAs(manager, 'deleteSchedule', schedule.id)).toMatchObject({ deletedId: schedule.id });
  });
});
