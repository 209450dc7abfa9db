import { decodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { runLane } from '../run/run-lane.ts';
import { cancelJobAs, jobAs, setOf } from '../testing/job-client.ts';
import { furnishLibrary } from '../testing/library.ts';
import { changeScheduleAs, listedSchedules, scheduleAs, scheduledBy, scheduleOf } from './testing/schedule-client.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
const { readers } = await furnishLibrary(database, 3);
// Nobody works here: what is scheduled waits.
const server = await startTestServer(testDatabase, { settings: { ROLE: 'api' } });
const { services } = server;
const manager = await server.signedInAs('manager');
const colleague = await server.signedInAs('colleague');
const lawManager = await server.signedInAs('law.manager');
const cataloger = await server.signedInAs('cataloger');
const userAdmin = await server.signedInAs('user.admin');
const setId = await setOf(manager, readers, false);
const ownSet = await setOf(manager, readers);

const rowOf = (id: string) => Number(decodeGlobalID(id).id);
const actions = [{ addNote: { text: 'Hello' } }];
const daily = { rule: { every: { unit: 'DAY', at: '06:30', startsOn: '2090-01-01' } } };
const day = (number: number) => `2090-01-0${number}T06:30:00.000Z`;
const scheduled = (input: object = {}, client = manager) =>
  scheduledBy(client, { setId, actions, recurrence: daily, ...input });

const lastAudit = async () =>
  (
    await database.query(
      sql`SELECT actor, operation, refused, subject, details FROM audit_event ORDER BY id DESC LIMIT 1`,
    )
  )[0];

async function scheduledTab(client: Client): Promise<string[]> {
  const { jobs } = await client.data<{ jobs: { nodes: { id: string }[] } }, object>(
    '{ jobs(tab: SCHEDULED, first: 200) { nodes { id } } }',
    {},
  );
  return jobs.nodes.map(({ id }) => id);
}

async function deleteSet(id: string): Promise<{ __typename: string }> {
  const document = 'mutation ($id: ID!) { answer: deleteUserSet(input: { id: $id }) { __typename } }';
  return (await manager.data<{ answer: { __typename: string } }, object>(document, { id })).answer;
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
    await runLane(services, rowOf(jobId), new AbortController().signal);
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
    expect(await deleteSet(used)).toEqual({ __typename: 'SetInUse' });
    await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
    expect(await deleteSet(used)).toEqual({ __typename: 'SetInUse' });
    await changeScheduleAs(manager, 'deleteSchedule', schedule.id);
    expect(await deleteSet(used)).toEqual({ __typename: 'DeleteUserSetSuccess' });
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
