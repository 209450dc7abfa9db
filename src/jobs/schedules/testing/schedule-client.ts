import type { Client } from '../../../client/open-client.ts';
import { type MutationAnswer, submitJobAs } from '../../testing/job-client.ts';

/** A schedule, as far as tests ask for it. */
export interface ScheduleFields {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly pauseReason: string | null;
  readonly sentence: string;
  readonly recurrence: {
    readonly cron: string | null;
    readonly every: {
      readonly count: number;
      readonly unit: string;
      readonly at: string;
      readonly startsOn: string;
    } | null;
    readonly timeZone: string;
    readonly startsAt: string | null;
    readonly endsOn: string | null;
    readonly endsAfter: number | null;
  };
  readonly actions: readonly { readonly sentence: string }[];
  readonly setName: string;
  readonly set: { readonly id: string } | null;
  readonly owner: { readonly primaryId: string } | null;
  readonly runs: number;
  readonly missedRuns: number;
  readonly nextRunAt: string | null;
  readonly upcoming: readonly string[];
  readonly nextJob: RunFields | null;
  readonly lastJob: RunFields | null;
  readonly jobs: { readonly totalCount: number; readonly nodes: readonly RunFields[] };
  readonly pausedAt: string | null;
  readonly endedAt: string | null;
  readonly viewerCanEdit: boolean;
}

/** A run of a schedule. */
export interface RunFields {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly failureCode: string | null;
  readonly origin: string;
  readonly scheduledFor: string | null;
  readonly viewerCanCancel: boolean;
}

const run = 'id name state failureCode origin scheduledFor viewerCanCancel';
const schedule = `id name state pauseReason sentence recurrence { cron every { count unit at startsOn } timeZone startsAt endsOn endsAfter }
  actions { sentence } setName set { id } owner { primaryId } runs missedRuns nextRunAt upcoming(count: 4) nextJob { ${run} } lastJob { ${run} }
  jobs(first: 50) { totalCount nodes { ${run} } } pausedAt endedAt viewerCanEdit`;
const problems = '... on Problem { code message } ... on InvalidInput { issues { path message } }';

/** What a mutation of schedules answers. */
export interface ScheduleAnswer extends Pick<MutationAnswer, '__typename' | 'code' | 'message' | 'issues'> {
  readonly schedule?: ScheduleFields;
  readonly skipped?: RunFields;
  readonly deletedId?: string;
}

/** The schedule of this id; null where there is none to see. */
export async function scheduleAs(client: Client, id: string): Promise<ScheduleFields | null> {
  const document = `query ($id: ID!) { jobSchedule(id: $id) { ${schedule} } }`;
  return (await client.data<{ jobSchedule: ScheduleFields | null }, object>(document, { id })).jobSchedule;
}

/** The same where there is one. */
export async function scheduleOf(client: Client, id: string): Promise<ScheduleFields> {
  const found = await scheduleAs(client, id);
  if (!found) throw new Error('There is no such schedule.');
  return found;
}

/** The names of the schedules somebody sees, of those asked for. */
export async function listedSchedules(client: Client, wanted: object = {}): Promise<string[]> {
  const document = `query ($state: [JobScheduleState!], $name: String, $setId: ID) {
    jobSchedules(state: $state, name: $name, setId: $setId, first: 100) { nodes { name } totalCount } }`;
  const { jobSchedules } = await client.data<
    { jobSchedules: { nodes: { name: string }[]; totalCount: number } },
    object
  >(document, wanted);
  if (jobSchedules.totalCount !== jobSchedules.nodes.length) throw new Error('The count is not that of the list.');
  return jobSchedules.nodes.map(({ name }) => name);
}

/** Submits a job that comes again, and gives the id of its first run and its schedule. */
export async function scheduledBy(client: Client, input: object): Promise<{ jobId: string; schedule: ScheduleFields }> {
  const answer = await submitJobAs(client, input);
  if (!answer.job) throw new Error(`Not submitted: ${JSON.stringify(answer)}`);
  const document = 'query ($id: ID!) { job(id: $id) { schedule { id } } }';
  const { job } = await client.data<{ job: { schedule: { id: string } | null } }, object>(document, {
    id: answer.job.id,
  });
  return { jobId: answer.job.id, schedule: await scheduleOf(client, job.schedule?.id ?? '') };
}

/** Calls a mutation that changes a schedule. */
export async function changeScheduleAs(
  client: Client,
  mutation: 'pauseSchedule' | 'resumeSchedule' | 'skipNextRun' | 'updateSchedule' | 'deleteSchedule',
  scheduleId: string,
  input: object = {},
): Promise<ScheduleAnswer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const success =
    {
      skipNextRun: `schedule { ${schedule} } skipped { ${run} }`,
      deleteSchedule: 'deletedId',
    }[mutation as string] ?? `schedule { ${schedule} }`;
  const document = `mutation ($input: ${type}Input!) { answer: ${mutation}(input: $input) {
    __typename ... on ${type}Success { ${success} } ${problems} } }`;
  return (await client.data<{ answer: ScheduleAnswer }, object>(document, { input: { scheduleId, ...input } })).answer;
}
