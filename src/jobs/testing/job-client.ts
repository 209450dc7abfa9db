import type { Client } from '../../client/open-client.ts';
import type { GraphQLAnswer } from '../../client/operation.ts';

/** Users by where they ended, as the API tells it. */
export interface Counts {
  readonly total: number | null;
  readonly processed: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly warnings: number;
  readonly errors: number;
  readonly skipped: number;
}

/** A job, as far as tests ask for it. */
export interface JobFields {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly conclusion: string | null;
  readonly failureCode: string | null;
  readonly counts: Counts;
  readonly percent: number;
  readonly viewerCanCancel: boolean;
  readonly scheduledFor: string | null;
  readonly cancellingAt: string | null;
  readonly endedAt: string | null;
  readonly setName: string;
  readonly submittedBy: { readonly primaryId: string } | null;
  readonly cancelledBy: { readonly primaryId: string } | null;
}

const counts = 'counts { total processed updated unchanged warnings errors skipped }';
const jobFields = `id name state conclusion failureCode percent viewerCanCancel scheduledFor cancellingAt endedAt setName ${counts}
  submittedBy { primaryId } cancelledBy { primaryId }`;

/** One value of jobProgress. */
export interface Progress {
  readonly state: string;
  readonly conclusion: string | null;
  readonly counts: Counts;
  readonly percent: number;
  readonly usersPerSecond: number | null;
  readonly estimatedEnd: string | null;
  readonly revision: number;
  readonly report: { readonly counts: Counts; readonly csvUrl: string; readonly jsonLinesUrl: string } | null;
}

export const PROGRESS = `subscription Progress($jobId: ID!) {
  jobProgress(jobId: $jobId) { state conclusion percent usersPerSecond estimatedEnd revision ${counts} report { ${counts} csvUrl jsonLinesUrl } }
}`;

type ProgressAnswer = GraphQLAnswer<{ jobProgress: Progress }>;

/** What a mutation of jobs answers. */
export interface MutationAnswer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly issues?: readonly { readonly path: readonly string[]; readonly message: string }[];
  readonly job?: JobFields;
}

const problems = '... on Problem { code message } ... on InvalidInput { issues { path message } }';

/** Submits a job. */
export async function submitJobAs(client: Client, input: object): Promise<MutationAnswer> {
  const document = `mutation ($input: SubmitUpdateNotifyJobInput!) { answer: submitUpdateNotifyJob(input: $input) {
    __typename ... on SubmitUpdateNotifyJobSuccess { job { ${jobFields} } } ${problems} ... on RoleNotGrantable { issues { path message } } } }`;
  return (await client.data<{ answer: MutationAnswer }, object>(document, { input })).answer;
}

/** The same where nothing stands in the way; gives the job's id. */
export async function submittedBy(client: Client, input: object): Promise<string> {
  const answer = await submitJobAs(client, input);
  if (!answer.job) throw new Error(`Not submitted: ${JSON.stringify(answer)}`);
  return answer.job.id;
}

/** Cancels a job. */
export async function cancelJobAs(client: Client, jobId: string): Promise<MutationAnswer> {
  const document = `mutation ($input: CancelJobInput!) { answer: cancelJob(input: $input) {
    __typename ... on CancelJobSuccess { job { ${jobFields} } } ${problems} } }`;
  return (await client.data<{ answer: MutationAnswer }, object>(document, { input: { jobId } })).answer;
}

/** The job, or null where there is none to see. */
export async function jobAs(client: Client, id: string): Promise<JobFields | null> {
  const document = `query ($id: ID!) { job(id: $id) { ${jobFields} } }`;
  return (await client.data<{ job: JobFields | null }, { id: string }>(document, { id })).job;
}

/** A set of users, private unless told otherwise; gives its id. */
export async function setOf(client: Client, userIds: readonly string[], isPrivate = true): Promise<string> {
  const document = `mutation ($input: CreateItemizedSetInput!) { answer: createItemizedSet(input: $input) {
    ... on CreateItemizedSetSuccess { set { id } } ${problems} } }`;
  const input = { name: 'Chosen', userIds, isPrivate };
  const { answer } = await client.data<{ answer: { set?: { id: string } } }, object>(document, { input });
  if (!answer.set) throw new Error(`No set was made: ${JSON.stringify(answer)}`);
  return answer.set.id;
}

/** Follows a job over WebSocket. */
export function follow(client: Client, jobId: string): AsyncIterableIterator<ProgressAnswer> {
  return client.subscribe<{ jobProgress: Progress }, { jobId: string }>(PROGRESS, { jobId });
}

/** Follows a job by server-sent events. */
export function followOverEvents(client: Client, jobId: string): AsyncIterableIterator<ProgressAnswer> {
  return client.subscribeOverEvents<{ jobProgress: Progress }, { jobId: string }>(PROGRESS, { jobId });
}

/** The progress in an answer; throws when there is none. */
export function progressIn(answer: ProgressAnswer | undefined): Progress {
  if (!answer?.data) throw new Error(`No progress: ${JSON.stringify(answer)}`);
  return answer.data.jobProgress;
}

/** Every value of a stream, to its end. */
export async function everything(stream: AsyncIterable<ProgressAnswer>): Promise<Progress[]> {
  const values: Progress[] = [];
  for await (const answer of stream) values.push(progressIn(answer));
  return values;
}

/** Reads on until a value is as wanted, and gives it. */
export async function readUntil(
  stream: AsyncIterator<ProgressAnswer>,
  wanted: (progress: Progress) => boolean,
): Promise<Progress> {
  for (let next = await stream.next(); !next.done; next = await stream.next()) {
    const progress = progressIn(next.value);
    if (wanted(progress)) return progress;
  }
  throw new Error('The stream ended before.');
}

/** Follows a job to its end, and gives the last value. */
export async function endOf(client: Client, jobId: string): Promise<Progress> {
  const last = (await everything(follow(client, jobId))).at(-1);
  if (!last) throw new Error('The stream had no value.');
  return last;
}

/** One record of a report. */
export interface RecordFields {
  readonly userId: string;
  readonly user: { readonly primaryId: string } | null;
  readonly outcome: string;
  readonly code: string;
  readonly message: string;
  readonly results: readonly {
    readonly position: number;
    readonly code: string;
    readonly warnings: string[];
    readonly message: string;
  }[];
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** A page of records. */
export interface RecordPage {
  readonly totalCount: number | null;
  readonly nodes: readonly RecordFields[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A report with a page of its records. */
export interface ReportFields {
  readonly counts: Counts;
  readonly byAction: readonly {
    readonly position: number;
    readonly action: string;
    readonly sentence: string;
    readonly updated: number;
    readonly unchanged: number;
    readonly warnings: number;
    readonly errors: number;
    readonly skipped: number;
  }[];
  readonly byCode: readonly {
    readonly position: number;
    readonly code: string;
    readonly outcome: string;
    readonly users: number;
  }[];
  readonly csvUrl: string;
  readonly jsonLinesUrl: string;
  readonly setSentence: string;
  readonly startedAt: string | null;
  readonly endedAt: string;
  readonly frozenAt: string | null;
  readonly duration: number;
  readonly records: RecordPage;
}

/** The report of a job, with the page of records that is asked for; null before its end. */
export async function reportAs(
  client: Client,
  id: string,
  page: object = { first: 200 },
): Promise<ReportFields | null> {
  const document = `query ($id: ID!, $outcome: [RecordOutcome!], $first: Int, $after: String, $last: Int, $before: String) { job(id: $id) { report {
    ${counts} csvUrl jsonLinesUrl setSentence startedAt endedAt frozenAt duration
    byAction { position action sentence updated unchanged warnings errors skipped } byCode { position code outcome users }
    records(outcome: $outcome, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { userId user { primaryId } outcome code message results { position code warnings message } changes { field before after } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;
  const { job } = await client.data<{ job: { report: ReportFields | null } | null }, object>(document, { id, ...page });
  return job?.report ?? null;
}

/** The same where there is one. */
export async function reportOf(client: Client, id: string, page?: object): Promise<ReportFields> {
  const report = await reportAs(client, id, page);
  if (!report) throw new Error('There is no report.');
  return report;
}
