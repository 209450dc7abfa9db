import type { Client } from '../../client/open-client.ts';

/** The counters of letters and exports, as the API tells them. */
export interface LetterCounts {
  readonly lettersQueued: number;
  readonly lettersSent: number;
  readonly lettersFailed: number;
  readonly lettersSkipped: number;
  readonly lettersCancelled: number;
  readonly lettersUnknown: number;
}

/** One letter of a report. */
export interface LetterFields {
  readonly user: { readonly primaryId: string } | null;
  readonly state: string;
  readonly code: string | null;
  readonly reply: string | null;
  readonly attempts: number;
  readonly sentAt: string | null;
  readonly wasUnknown: boolean;
}

/** A job with its letters. */
export interface JobWithLetters {
  readonly state: string;
  readonly conclusion: string | null;
  readonly failureCode: string | null;
  readonly counts: LetterCounts & { readonly total: number; readonly processed: number; readonly skipped: number };
  readonly report: {
    readonly letters: { readonly nodes: readonly LetterFields[]; readonly totalCount: number };
  } | null;
}

const counts =
  'counts { total processed skipped lettersQueued lettersSent lettersFailed lettersSkipped lettersCancelled lettersUnknown }';

/** Follows a job to its end; gives every state of it on the way, and its letters. */
export async function letterStory(
  client: Client,
  jobId: string,
  states?: readonly string[],
): Promise<{ readonly progress: readonly JobWithLetters[]; readonly job: JobWithLetters }> {
  const progress: JobWithLetters[] = [];
  const following = `subscription ($jobId: ID!) { jobProgress(jobId: $jobId) { state conclusion ${counts} } }`;
  for await (const answer of client.subscribe<{ jobProgress: JobWithLetters }, object>(following, { jobId })) {
    if (answer.data) progress.push(answer.data.jobProgress);
  }
  return { progress, job: await jobWithLetters(client, jobId, states) };
}

/** The job with its letters, or those of them in certain states. */
export async function jobWithLetters(
  client: Client,
  jobId: string,
  states?: readonly string[],
): Promise<JobWithLetters> {
  const document = `query ($id: ID!, $states: [LetterState!]) { job(id: $id) { state conclusion failureCode ${counts} report {
    letters(first: 200, state: $states) { totalCount nodes { user { primaryId } state code reply attempts sentAt wasUnknown } } } } }`;
  const { job } = await client.data<{ job: JobWithLetters }, object>(document, { id: jobId, states });
  return job;
}
