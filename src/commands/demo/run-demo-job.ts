import { SingleBar } from 'cli-progress';
import type { FollowJobSubscription, UserActionInput } from '../../client/generated/graphql.ts';
import type { Client } from '../../client/open-client.ts';
import { findCatalogers, followJob, previewJob, revertJob, saveCatalogers, submitJob } from './operations.ts';
import { printPreview } from './print-preview.ts';
import { printReport } from './print-report.ts';
import { say } from './say.ts';

type Progress = FollowJobSubscription['jobProgress'];
type Report = NonNullable<Progress['report']>;

const CATALOGERS = { jobCategory: { eq: 'CATALOGER' } };

const ACTIONS: UserActionInput[] = [
  { addRole: { roleType: 'LICENSE_VIEWER', scope: { institution: true } } },
  { notify: { letter: 'USER_NOTIFICATION', extraText: 'from today on you may look at our licenses.' } },
];

/** Finds the catalogers, saves the search as a set, looks at what a job would do to it, runs that job, and takes it back. */
export async function runDemoJob(client: Client): Promise<void> {
  await find(client);
  const setId = await save(client);
  const confirmation = await preview(client, setId);
  const jobId = await submit(client, setId, confirmation);
  printReport(await watch(client, jobId));
  const undoId = await revert(client, jobId);
  printReport(await watch(client, undoId));
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

async function preview(client: Client, setId: string): Promise<string> {
  const { previewUpdateNotifyJob: result } = await client.data(previewJob, { input: { setId, actions: ACTIONS } });
  if (result.__typename !== 'PreviewUpdateNotifyJobSuccess') throw new Error(result.message);
  printPreview(result.preview);
  return result.preview.confirmation;
}

async function submit(client: Client, setId: string, confirmation: string): Promise<string> {
  const input = { setId, actions: ACTIONS, confirmation };
  const { submitUpdateNotifyJob: result } = await client.data(submitJob, { input });
  if (result.__typename !== 'SubmitUpdateNotifyJobSuccess') throw new Error(result.message);
  const { id, name, actions } = result.job;
  say(`\nConfirmed and submitted: "${name}"`);
  for (const { sentence } of actions) say(`  - ${sentence}`);
  say('');
  return id;
}

async function revert(client: Client, jobId: string): Promise<string> {
  const { revertJob: result } = await client.data(revertJob, { jobId });
  if (result.__typename !== 'RevertJobSuccess') throw new Error(result.message);
  say(`\nTaken back: "${result.job.name}"\n`);
  return result.job.id;
}

/** Draws the job's progress as it streams over the WebSocket; gives the report that ends it. */
async function watch(client: Client, jobId: string): Promise<Report> {
  const bar = new SingleBar({
    format: '  {state} {bar} {percent} %  {users}{letters}  {pace}',
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 40,
    fps: 25,
    barsize: 30,
  });
  bar.start(100, 0, { state: 'QUEUED      ', percent: '  0', users: '', letters: '', pace: '' });
  let report: Report | null = null;
  for await (const { data, errors } of client.subscribe(followJob, { jobId })) {
    if (!data)
      throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'The subscription ended without data.');
    const { jobProgress } = data;
    bar.update(Math.floor(jobProgress.percent), facts(jobProgress));
    report = jobProgress.report ?? null;
  }
  bar.stop();
  if (!report) throw new Error('The job ended without a report.');
  return report;
}

function facts({ state, percent, usersPerSecond, counts }: Progress) {
  const { total, processed, lettersQueued, lettersSent } = counts;
  return {
    state: state.padEnd(12),
    percent: percent.toFixed(0).padStart(3),
    users: total === null ? '' : `${processed} of ${total} users`,
    letters: lettersQueued > 0 ? `, ${lettersSent} of ${lettersQueued} letters` : '',
    pace: usersPerSecond ? `${Math.round(usersPerSecond).toLocaleString('en')} users/s` : '',
  };
}
