import { describe, expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { mutate } from '../../testing/mutate.ts';
import { rowOf } from '../../testing/row-of.ts';
import { jobAs, setOf } from '../testing/job-client.ts';
import { changeScheduleAs, listedSchedules, scheduleAs, scheduleOf } from './testing/schedule-client.ts';
import { daily, day, startScheduleStory } from './testing/schedule-story.ts';

const { database, manager, colleague, lawManager, cataloger, userAdmin, readers, lane, scheduled, lastAudit } =
  await startScheduleStory();
const ownSet = await setOf(manager, readers);

const deletionOf = async (set: string) => (await mutate(manager, 'deleteUserSet', { id: set })).__typename;

describe('a change', () => {
  test('of name and times goes for the run that waits', async () => {
    const { jobId, schedule } = await scheduled({ name: 'Before' });
    const recurrence = { rule: { cron: '0 3 1 1 *' }, timeZone: 'Asia/Tokyo', endsAfter: 3 };
    const { schedule: changed } = await changeScheduleAs(manager, 'updateSchedule', schedule.id, {
      name: 'After',
      recurrence,
    });
    expect(changed).toMatchObject({
      name: 'After',
      recurrence: { cron: '0 3 1 1 *', every: null },
      jobs: { totalCount: 1 },
    });
    expect(changed?.upcoming).toHaveLength(3);
    expect(await jobAs(manager, jobId)).toMatchObject({ name: 'After', scheduledFor: changed?.nextRunAt });
    const [message] = await database.query(sql`
      SELECT start_after AS "startAfter" FROM pgboss.job WHERE (data->>'jobId')::int = ${rowOf(jobId)} ORDER BY start_after LIMIT 1`);
    expect(message).toEqual({ startAfter: new Date(changed?.nextRunAt ?? '') });
    expect(await lastAudit()).toMatchObject({ details: { before: { name: 'Before' }, after: { name: 'After' } } });
  });

  test('leaves what is left out', async () => {
    const { schedule } = await scheduled({ name: 'Kept' });
    const { schedule: changed } = await changeScheduleAs(manager, 'updateSchedule', schedule.id, { name: 'Renamed' });
    expect(changed).toMatchObject({ name: 'Renamed', sentence: schedule.sentence, nextRunAt: day(1) });
    const { schedule: moved } = await changeScheduleAs(manager, 'updateSchedule', schedule.id, {
      recurrence: { rule: { every: { ...daily.rule.every, at: '07:00' } } },
    });
    expect(moved).toMatchObject({ name: 'Renamed', nextRunAt: '2090-01-01T07:00:00.000Z' });
  });

  test('that is none is refused whole, with every fault', async () => {
    const { schedule } = await scheduled({ name: 'Kept' });
    const recurrence = { ...daily, timeZone: 'Nowhere' };
    const answer = await changeScheduleAs(manager, 'updateSchedule', schedule.id, { name: ' ', recurrence });
    expect(answer).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['name'] }, { path: ['recurrence', 'timeZone'] }],
    });
    const over = await changeScheduleAs(manager, 'updateSchedule', schedule.id, {
      recurrence: { ...daily, endsOn: '2089-01-01' },
    });
    expect(over).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['recurrence', 'endsOn'] }] });
    await database.execute(sql`UPDATE job_schedule SET runs = 2 WHERE id = ${rowOf(schedule.id)}`);
    const done = await changeScheduleAs(manager, 'updateSchedule', schedule.id, {
      recurrence: { ...daily, endsAfter: 2 },
    });
    expect(done).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['recurrence', 'endsAfter'] }] });
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({ name: 'Kept', nextRunAt: day(1) });
  });
});

describe('a schedule that is deleted', () => {
  test('takes its next run along; what has run stays in the history', async () => {
    const { jobId, schedule } = await scheduled();
    await database.execute(sql`UPDATE job SET scheduled_for = now() WHERE id = ${rowOf(jobId)}`);
    await lane(jobId);
    const { nextJob } = await scheduleOf(manager, schedule.id);
    expect(await changeScheduleAs(manager, 'deleteSchedule', schedule.id)).toMatchObject({ deletedId: schedule.id });
    expect(await scheduleAs(manager, schedule.id)).toBeNull();
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'COMPLETED' });
    expect(await jobAs(manager, nextJob?.id ?? '')).toMatchObject({
      state: 'CANCELLED',
      cancelledBy: { primaryId: 'manager' },
    });
    expect(await changeScheduleAs(manager, 'deleteSchedule', schedule.id)).toMatchObject({ __typename: 'NotFound' });
  });

  test('lets go of its set, which could not be deleted before, paused or not', async () => {
    const used = await setOf(manager, readers);
    const { schedule } = await scheduled({ setId: used });
    expect(await deletionOf(used)).toBe('SetInUse');
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    expect(await deletionOf(used)).toBe('SetInUse');
    await changeScheduleAs(manager, 'deleteSchedule', schedule.id);
    expect(await deletionOf(used)).toBe('DeleteUserSetSuccess');
  });
});

describe('who sees a schedule and who may change it', () => {
  test('are those who see its jobs, and its owner and administrators', async () => {
    const { schedule } = await scheduled({ name: 'On a public set' });
    expect(await scheduleAs(colleague, schedule.id)).toMatchObject({ viewerCanEdit: false });
    expect(await scheduleAs(lawManager, schedule.id)).toBeNull();
    for (const mutation of [
      'pauseSchedule',
      'resumeSchedule',
      'skipNextRun',
      'updateSchedule',
      'deleteSchedule',
    ] as const) {
      expect(await changeScheduleAs(colleague, mutation, schedule.id)).toMatchObject({ __typename: 'Forbidden' });
      expect(await lastAudit()).toMatchObject({ actor: 'colleague', operation: mutation, refused: 'FORBIDDEN' });
      expect(await changeScheduleAs(lawManager, mutation, schedule.id)).toMatchObject({ __typename: 'NotFound' });
      expect(await changeScheduleAs(cataloger, mutation, schedule.id)).toMatchObject({ __typename: 'Forbidden' });
    }
    expect(await scheduleOf(manager, schedule.id)).toMatchObject({
      state: 'ACTIVE',
      nextRunAt: day(1),
      jobs: { totalCount: 1 },
    });
    expect((await changeScheduleAs(userAdmin, 'pauseSchedule', schedule.id)).schedule).toMatchObject({
      state: 'PAUSED',
      viewerCanEdit: true,
    });
  });

  test('of a private set, the owner and administrators alone', async () => {
    const { jobId, schedule } = await scheduled({ setId: ownSet, name: 'On a private set' });
    expect(await scheduleAs(colleague, schedule.id)).toBeNull();
    expect(await changeScheduleAs(colleague, 'pauseSchedule', schedule.id)).toMatchObject({ __typename: 'NotFound' });
    const node = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = [schedule.id, jobId];
    expect(await colleague.data(node, { ids })).toEqual({ nodes: [null, null] });
    expect(await userAdmin.data(node, { ids })).toEqual({ nodes: ids.map((id) => ({ id })) });
  });

  test('and lists show these, by state, name and set', async () => {
    const own = await setOf(manager, readers, false);
    const { schedule } = await scheduled({ setId: own, name: 'Listed 100%' });
    await scheduled({ setId: own, name: 'Listed 1000' });
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    expect(await listedSchedules(colleague, { setId: own })).toEqual(['Listed 1000', 'Listed 100%']);
    expect(await listedSchedules(colleague, { name: 'listed 100%' })).toEqual(['Listed 100%']);
    expect(await listedSchedules(manager, { setId: own, state: ['PAUSED', 'ENDED'] })).toEqual(['Listed 100%']);
    expect(await listedSchedules(lawManager)).toEqual([]);
    expect(await listedSchedules(colleague)).not.toContain('On a private set');
  });
});
