import { describe, expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { jobAs, submitJobAs, submittedBy } from '../testing/job-client.ts';
import { scheduledBy } from './testing/schedule-client.ts';
import { actions, daily, startScheduleStory } from './testing/schedule-story.ts';

const { database, manager, setId, count } = await startScheduleStory({ TIME_ZONE: 'Europe/Berlin' });

describe('a job that is to come again', () => {
  test('waits for its first run as a job of its own, and its schedule tells of it in words', async () => {
    const { jobId, schedule } = await scheduledBy(manager, { setId, actions, name: 'Nightly', recurrence: daily });
    expect(await jobAs(manager, jobId)).toMatchObject({
      name: 'Nightly',
      state: 'SCHEDULED',
      scheduledFor: '2090-01-01T05:30:00.000Z',
    });
    expect(schedule).toMatchObject({
      name: 'Nightly',
      state: 'ACTIVE',
      sentence: 'Every day at 06:30, from 2090-01-01 on (Europe/Berlin)',
      recurrence: {
        cron: null,
        every: { count: 1, unit: 'DAY', at: '06:30', startsOn: '2090-01-01' },
        timeZone: 'Europe/Berlin',
        endsOn: null,
        endsAfter: null,
      },
      actions: [{ sentence: 'Add the note "Hello"' }],
      setName: 'Chosen',
      set: { id: setId },
      owner: { primaryId: 'manager' },
      runs: 0,
      missedRuns: 0,
      nextRunAt: '2090-01-01T05:30:00.000Z',
      upcoming: [
        '2090-01-01T05:30:00.000Z',
        '2090-01-02T05:30:00.000Z',
        '2090-01-03T05:30:00.000Z',
        '2090-01-04T05:30:00.000Z',
      ],
      nextJob: { id: jobId, origin: 'SCHEDULE' },
      lastJob: null,
      jobs: { totalCount: 1, nodes: [{ id: jobId }] },
      viewerCanEdit: true,
    });
    const [message] = await database.query(sql`
      SELECT start_after AS "startAfter" FROM pgboss.job WHERE (data->>'jobId')::int = ${rowOf(jobId)}`);
    expect(message).toEqual({ startAfter: new Date('2090-01-01T05:30:00Z') });
    const [event] = await database.query(sql`SELECT details FROM audit_event WHERE subject = ${`Job:${rowOf(jobId)}`}`);
    expect(event).toMatchObject({ details: { schedule: rowOf(schedule.id), recurrence: schedule.sentence } });
  });

  test('bears a name without a time when nobody names it', async () => {
    const { schedule } = await scheduledBy(manager, { setId, actions, recurrence: daily });
    expect(schedule.name).toBe('Update/Notify Users - Chosen');
  });

  test('ends after so many runs, or on a day', async () => {
    const times = await scheduledBy(manager, { setId, actions, recurrence: { ...daily, endsAfter: 2 } });
    expect(times.schedule.upcoming).toHaveLength(2);
    expect(times.schedule.sentence).toBe('Every day at 06:30, from 2090-01-01 on (Europe/Berlin), 2 times');
    const until = await scheduledBy(manager, { setId, actions, recurrence: { ...daily, endsOn: '2090-01-03' } });
    expect(until.schedule.upcoming).toHaveLength(3);
    expect(until.schedule.sentence).toBe('Every day at 06:30, from 2090-01-01 on (Europe/Berlin), until 2090-01-03');
  });

  test('may follow a cron expression, in a time zone of its own', async () => {
    const recurrence = { rule: { cron: ' 15 4 * * MON-FRI ' }, timeZone: 'America/New_York' };
    const { schedule } = await scheduledBy(manager, { setId, actions, runAt: '2090-01-01T12:00:00Z', recurrence });
    expect(schedule).toMatchObject({
      sentence: 'At 04:15, Monday through Friday (America/New_York)',
      recurrence: { cron: '15 4 * * MON-FRI', every: null, startsAt: '2090-01-01T12:00:00.000Z' },
      upcoming: [
        '2090-01-01T12:00:00.000Z',
        '2090-01-02T09:15:00.000Z',
        '2090-01-03T09:15:00.000Z',
        '2090-01-04T09:15:00.000Z',
      ],
    });
  });

  test('is counted from the day of its first run when no other is given', async () => {
    const recurrence = { rule: { every: { unit: 'MONTH', at: '06:30' } } };
    const { schedule } = await scheduledBy(manager, { setId, actions, runAt: '2090-01-31T20:00:00Z', recurrence });
    expect(schedule).toMatchObject({
      sentence: 'Every month on day 31 or the last one of a shorter month at 06:30, from 2090-01-31 on (Europe/Berlin)',
      upcoming: [
        '2090-01-31T20:00:00.000Z',
        '2090-02-28T05:30:00.000Z',
        '2090-03-31T04:30:00.000Z',
        '2090-04-30T04:30:00.000Z',
      ],
    });
  });
});

describe('what is wrong with a recurrence is said with its path', () => {
  const every = (given: object) => ({ rule: { every: { unit: 'DAY', at: '06:30', ...given } } });
  test.each<[string, object, string]>([
    ['six fields', { rule: { cron: '0 15 4 * * *' } }, 'rule.cron'],
    ['a word for them', { rule: { cron: '@daily' } }, 'rule.cron'],
    ['a minute that does not exist', { rule: { cron: '60 4 * * *' } }, 'rule.cron'],
    ['a time drawn at random', { rule: { cron: 'H 4 * * *' } }, 'rule.cron'],
    ['a day that no month has', { rule: { cron: '0 0 31 2,4 *' } }, 'rule.cron'],
    ['no interval', every({ count: 0 }), 'rule.every.count'],
    ['a time that does not exist', every({ at: '24:00' }), 'rule.every.at'],
    ['a time zone that does not exist', { ...every({}), timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['a time zone that is none', { ...every({}), timeZone: '+01:00' }, 'timeZone'],
    ['no runs', { ...every({}), endsAfter: 0 }, 'endsAfter'],
    ['an end that has passed', { ...every({}), endsOn: '2020-01-01' }, 'endsOn'],
    ['an end before the start', { ...every({ startsOn: '2090-02-01' }), endsOn: '2090-01-31' }, 'endsOn'],
  ])('%s', async (_what, recurrence, path) => {
    const before = await count('job_schedule');
    const answer = await submitJobAs(manager, { setId, actions, recurrence });
    expect(answer).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['recurrence', ...path.split('.')] }],
    });
    expect(await count('job_schedule')).toBe(before);
  });

  test('together with all else', async () => {
    const answer = await submitJobAs(manager, {
      setId,
      actions: [{ addNote: { text: '' } }],
      recurrence: every({ at: '9' }),
    });
    const paths = answer.issues?.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['actions.0.addNote.text', 'recurrence.rule.every.at']);
  });

  test('and two rules in one are no input at all', async () => {
    const { errors } = await manager.query<unknown, object>(
      'mutation ($input: SubmitUpdateNotifyJobInput!) { submitUpdateNotifyJob(input: $input) { __typename } }',
      { input: { setId, actions, recurrence: { rule: { cron: '0 0 * * *', every: daily.rule.every } } } },
    );
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('the time of the first run', () => {
  test('is at once when it has passed: such a job does not wait', async () => {
    const { job } = await submitJobAs(manager, { setId, actions, runAt: '2001-01-01T00:00:00Z' });
    expect(job).toMatchObject({ state: 'QUEUED', scheduledFor: null });
  });

  test('is at once when it has passed and the job is to come again; the times since then were not missed', async () => {
    const before = Date.now();
    const recurrence = { rule: { cron: '0 3 * * *' } };
    const { schedule } = await scheduledBy(manager, { setId, actions, runAt: '2001-01-01T00:00:00Z', recurrence });
    const [first = '', second = ''] = schedule.upcoming;
    expect(Date.parse(first)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(first)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(second)).toBeGreaterThan(Date.parse(first));
  });

  test('may be as far away as the calendar goes', async () => {
    const runAt = '9999-12-31T23:59:59.999Z';
    const { job } = await submitJobAs(manager, { setId, actions, runAt });
    expect(job).toMatchObject({ state: 'SCHEDULED', scheduledFor: runAt });
    const { schedule } = await scheduledBy(manager, { setId, actions, runAt, recurrence: daily });
    expect(schedule.upcoming).toEqual([runAt]);
  });
});

describe('an idempotency key', () => {
  const input = { setId, actions, recurrence: daily };

  test('given many times at once makes one schedule with one run', async () => {
    const before = await count('job_schedule');
    const together = Array.from({ length: 6 }, () => submittedBy(manager, { ...input, idempotencyKey: 'together' }));
    expect(new Set(await Promise.all(together)).size).toBe(1);
    expect(await count('job_schedule')).toBe((before ?? 0) + 1);
  });

  test('with another recurrence is a conflict', async () => {
    await submittedBy(manager, { ...input, idempotencyKey: 'one' });
    const other = { ...input, recurrence: { ...daily, endsAfter: 9 }, idempotencyKey: 'one' };
    expect(await submitJobAs(manager, other)).toMatchObject({ __typename: 'IdempotencyConflict' });
    const once = { setId, actions, idempotencyKey: 'one' };
    expect(await submitJobAs(manager, once)).toMatchObject({ __typename: 'IdempotencyConflict' });
  });
});
