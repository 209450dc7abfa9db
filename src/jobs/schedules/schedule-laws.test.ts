import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { runLane } from '../run/run-lane.ts';
import { changeScheduleAs, scheduledBy, scheduleOf } from './testing/schedule-client.ts';
import { actions, startScheduleStory } from './testing/schedule-story.ts';

const { database, services, manager, setId } = await startScheduleStory();
const recurrence = { rule: { cron: '*/5 * * * *' } };

/** What may befall a schedule; each gives what it answered, and throws where the server is at fault. */
const events = {
  pause: (id: string) => changeScheduleAs(manager, 'pauseSchedule', id),
  resume: (id: string) => changeScheduleAs(manager, 'resumeSchedule', id),
  skip: (id: string) => changeScheduleAs(manager, 'skipNextRun', id),
  change: (id: string) => changeScheduleAs(manager, 'updateSchedule', id, { recurrence }),
  async run(id: string) {
    // As if its time had come; a run without a time is left without one.
    const due = await database.query<{ id: number }>(sql`
      UPDATE job SET scheduled_for = now() WHERE schedule_id = ${rowOf(id)} AND state = 'SCHEDULED' AND scheduled_for IS NOT NULL RETURNING id`);
    for (const run of due) await runLane(services, run.id, new AbortController().signal);
  },
  async fail(id: string) {
    await database.execute(sql`UPDATE job SET set_id = NULL WHERE schedule_id = ${rowOf(id)} AND state = 'SCHEDULED'`);
    await events.run(id);
  },
};

test('whatever befalls a schedule at the same time, one run of it waits: with a time while it is active, without one while it is paused', async () => {
  const names = fc.constantFrom(...(Object.keys(events) as (keyof typeof events)[]));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(names, { minLength: 1, maxLength: 5 }), { maxLength: 4 }), async (rounds) => {
      const { schedule } = await scheduledBy(manager, { setId, actions, recurrence });
      for (const round of rounds) {
        const answers = await Promise.all(round.map((name) => events[name](schedule.id)));
        for (const answer of answers) if (answer) expect(answer.__typename).toMatch(/Success$|^SchedulePaused$/);
        const { state, jobs, nextRunAt, pauseReason, runs } = await scheduleOf(manager, schedule.id);
        const waiting = jobs.nodes.filter((run) => run.state === 'SCHEDULED');
        expect(waiting).toHaveLength(1);
        expect([state, nextRunAt === null]).toEqual(state === 'PAUSED' ? ['PAUSED', true] : ['ACTIVE', false]);
        if (pauseReason !== null) expect([pauseReason, state]).toEqual(['SET_NOT_FOUND', 'PAUSED']);
        expect(jobs.nodes.filter((run) => run.state === 'COMPLETED' || run.state === 'FAILED')).toHaveLength(runs);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);
