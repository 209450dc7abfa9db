import type { Client } from '../../../client/open-client.ts';
import { sql } from '../../../platform/sql.ts';
import { rowOf } from '../../../testing/row-of.ts';
import { setOf } from '../../testing/job-client.ts';
import { startLibraryStory } from '../../testing/library-story.ts';
import { type ScheduleFields, scheduledBy, scheduleOf } from './schedule-client.ts';

/** What the schedules of the tests do. */
export const actions = [{ addNote: { text: 'Hello' } }];

/** Every night from now on. */
export const nightly = { rule: { cron: '30 2 * * *' } };

/** Every day, from a day on that no test lives to see. */
export const daily = { rule: { every: { unit: 'DAY', at: '06:30', startsOn: '2090-01-01' } } };

/** When `daily` comes for the first time, the second … (up to nine), in UTC. */
export const day = (number: number) => `2090-01-0${number}T06:30:00.000Z`;

/** A library with a public set to schedule jobs for; no worker is there, so that what is scheduled waits. */
export async function startScheduleStory(settings: Readonly<Record<string, string>> = {}) {
  const story = await startLibraryStory(3, { ROLE: 'api', ...settings });
  const { database, manager, readers, lane } = story;
  const setId = await setOf(manager, readers, false);

  /** The run that waits; its time has come so many milliseconds ago. */
  async function dueRun(client: Client, { id }: ScheduleFields, ago = 0): Promise<string> {
    const { nextJob } = await scheduleOf(client, id);
    if (!nextJob) throw new Error('No run waits.');
    await database.execute(sql`
      UPDATE job SET scheduled_for = now() - make_interval(secs => ${ago / 1_000}) WHERE id = ${rowOf(nextJob.id)}`);
    return nextJob.id;
  }

  return {
    ...story,
    setId,
    dueRun,
    /** Has the run that waits done at once; gives its id. */
    async runNow(client: Client, schedule: ScheduleFields): Promise<string> {
      const jobId = await dueRun(client, schedule);
      await lane(jobId);
      return jobId;
    },
    /** Submits a job that comes every day, or when `input` says. */
    scheduled: (input: object = {}, client = manager) =>
      scheduledBy(client, { setId, actions, recurrence: daily, ...input }),
  };
}
