import { SingleBar } from 'cli-progress';
import type { FollowJobSubscription } from '../../client/generated/graphql.ts';
import type { Client } from '../../client/open-client.ts';
import { findCatalogers, followJob, saveCatalogers, submitJob } from './operations.ts';
import { printReport } from './print-report.ts';
import { say } from './say.ts';

type Progress = FollowJobSubscription['jobProgress'];
type Report = NonNullable<Progress['report']>;

const CATALOGERS = { jobCategory: { eq: 'CATALOGER' } };

/** Finds the catalogers, saves the search as a set, runs the job on it, draws its progress and prints its report. */
export async function runDemoJob(client: Client): Promise<void> {
  await find(client);
  const setId = await save(client);
  const jobId = await submit(client, setId);
  printReport(await watch(client, jobId));
}

async function find(client: Client): Promise<void> {
  const { users } = await client.data(findCatalogers, { where: CATALOGERS });
  say(`\nSearch: Job category is "Cataloger" → ${users.totalCount} users, the first of them`);
  for (const { primaryId, lastName, firstName, roles } of users.nodes) {
    const held = roles.map(({ roleType }) => roleType.name).join(', ');
    say(`  ${primaryId.padEnd(18)} ${`${lastName}, ${firstName}`.padEnd(28)} ${held}`);
  }
}

async function save(client: Client): Promise<string> {
  const { saveSearchAsSet: result } = await client.data(saveCatalogers, { where: CATALOGERS });
  if (result.__typename !== 'SaveSearchAsSetSuccess') throw new Error(result.message);
  const { id, name, sentence, memberCount } = result.set;
  say(`\nSaved as the set "${name}": ${sentence}; ${memberCount} members`);
  return id;
}

async function submit(client: Client, setId: string): Promise<string> {
  const { submitUpdateNotifyJob: result } = await client.data(submitJob, { setId });
  if (result.__typename !== 'SubmitUpdateNotifyJobSuccess') throw new Error(result.message);
  const { id, name, actions } = result.job;
  say(`\nSubmitted the job "${name}"`);
  for (const { sentence } of actions) say(`  - ${sentence}`);
  say('');
  return id;
}

/** Draws the job's progress as it streams over the WebSocket; gives the report that ends it. */
async function watch(client: Client, jobId: string): Promise<Report> {
  const bar = new SingleBar({
    format: '  {state} {bar} {percent} %  {value} of {total}  {pace}',
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 40,
    fps: 25,
    barsize: 30,
  });
  bar.start(1, 0, facts({ state: 'QUEUED', percent: 0, usersPerSecond: null }));
  let report: Report | null = null;
  for await (const { data, errors } of client.subscribe(followJob, { jobId })) {
    if (!data)
      throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'The subscription ended without data.');
    const { jobProgress } = data;
    bar.setTotal(jobProgress.counts.total ?? 1);
    bar.update(jobProgress.counts.processed, facts(jobProgress));
    report = jobProgress.report ?? null;
  }
  bar.stop();
  if (!report) throw new Error('The job ended without a report.');
  return report;
}

function facts({ state, percent, usersPerSecond }: Pick<Progress, 'state' | 'percent' | 'usersPerSecond'>) {
  const pace = usersPerSecond ? `${Math.round(usersPerSecond).toLocaleString('en')} users/s` : '';
  return { state: state.padEnd(12), percent: percent.toFixed(0).padStart(3), pace };
}
