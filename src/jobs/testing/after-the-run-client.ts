import type { Client } from '../../client/open-client.ts';

/** A job that follows another, as far as tests ask for it. */
export interface FollowUpJob {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly setSentence: string;
  readonly parent: { readonly id: string } | null;
  readonly children: { readonly totalCount: number; readonly nodes: readonly { readonly id: string }[] };
  readonly viewerCanRetry: boolean;
  readonly viewerCanRevert: boolean;
  readonly actions: readonly { readonly action: string; readonly sentence: string }[];
}

const lineage = `id name origin setSentence parent { id } children { totalCount nodes { id } } viewerCanRetry viewerCanRevert actions { action sentence }`;
const problems =
  '... on Problem { code message } ... on InvalidInput { issues { path message } } ... on RoleNotGrantable { issues { path message } }';

/** What retryJob and revertJob answer. */
export interface FollowUpAnswer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly issues?: readonly { readonly path: readonly string[]; readonly message: string }[];
  readonly job?: FollowUpJob;
}

async function followUpAs(client: Client, mutation: 'retryJob' | 'revertJob', input: object): Promise<FollowUpAnswer> {
  const name = mutation === 'retryJob' ? 'RetryJob' : 'RevertJob';
  const document = `mutation ($input: ${name}Input!) { answer: ${mutation}(input: $input) {
    __typename ... on ${name}Success { job { ${lineage} } } ${problems} } }`;
  return (await client.data<{ answer: FollowUpAnswer }, object>(document, { input })).answer;
}

/** Retries a job. */
export const retryAs = (client: Client, input: object) => followUpAs(client, 'retryJob', input);

/** Reverts a job. */
export const revertAs = (client: Client, input: object) => followUpAs(client, 'revertJob', input);

/** The id of the job that such an answer tells of; throws when it is a problem. */
export function jobIn({ job, ...problem }: FollowUpAnswer): string {
  if (!job) throw new Error(`No job: ${JSON.stringify(problem)}`);
  return job.id;
}

/** A job with what it came from and what came from it. */
export async function lineageAs(client: Client, id: string): Promise<FollowUpJob | null> {
  const document = `query ($id: ID!) { job(id: $id) { ${lineage} } }`;
  return (await client.data<{ job: FollowUpJob | null }, object>(document, { id })).job;
}

/** What createSetFromJob answers. */
export interface SetFromJobAnswer {
  readonly __typename: string;
  readonly code?: string;
  readonly added?: number;
  readonly leftOut?: number;
  readonly set?: { readonly id: string; readonly memberCount: number; readonly kind: string };
}

/** Makes a set of a job's users. */
export async function setFromJobAs(client: Client, input: object): Promise<SetFromJobAnswer> {
  const document = `mutation ($input: CreateSetFromJobInput!) { answer: createSetFromJob(input: $input) {
    __typename ... on CreateSetFromJobSuccess { added leftOut set { id memberCount kind } } ... on Problem { code message } } }`;
  return (await client.data<{ answer: SetFromJobAnswer }, object>(document, { input })).answer;
}

/** An entry of a user's history, as the API shows it. */
export interface HistoryFields {
  readonly at: string;
  readonly origin: string;
  readonly actor: string | null;
  readonly by: { readonly primaryId: string } | null;
  readonly job: { readonly id: string } | null;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** A page of it. */
export interface HistoryPage {
  readonly nodes: readonly HistoryFields[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A page of a user's history. */
export async function historyAs(client: Client, userId: string, page: object = { first: 200 }): Promise<HistoryPage> {
  const document = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { user(id: $id) {
    history(first: $first, after: $after, last: $last, before: $before) {
      nodes { at origin actor by { primaryId } job { id } changes { field before after } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
  const variables = { id: userId, ...page };
  const { user } = await client.data<{ user: { history: HistoryPage } | null }, object>(document, variables);
  if (!user) throw new Error('There is no such user to see.');
  return user.history;
}
