import type { Client } from '../../client/open-client.ts';
import type { GraphQLAnswer } from '../../client/operation.ts';
import type { RecordPage } from './job-client.ts';

/** A preview, as far as tests ask for it. */
export interface PreviewFields {
  readonly id: string;
  readonly confirmation: string;
  readonly asOf: string;
  readonly expiresAt: string;
  readonly setName: string;
  readonly setSentence: string;
  readonly actions: readonly { readonly action: string; readonly sentence: string }[];
  readonly counts: Readonly<
    Record<'total' | 'updated' | 'unchanged' | 'warnings' | 'errors' | 'letters' | 'lettersSkipped' | 'exports', number>
  >;
  readonly byAction: readonly object[];
  readonly byCode: readonly { readonly position: number; readonly code: string; readonly users: number }[];
  readonly warnings: readonly {
    readonly code: string;
    readonly message: string;
    readonly users: number;
    readonly sampleUsers: readonly { readonly primaryId: string }[];
  }[];
}

const previewFields = `id confirmation asOf expiresAt setName setSentence actions { action sentence }
  counts { total updated unchanged warnings errors letters lettersSkipped exports }
  byAction { position action sentence updated unchanged warnings errors skipped } byCode { position code outcome users }
  warnings { code message users sampleUsers { primaryId } }`;
const problems = `... on Problem { code message } ... on InvalidInput { issues { path message } }
  ... on RoleNotGrantable { issues { path message } }`;

/** What previewUpdateNotifyJob answers. */
export interface PreviewAnswer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly issues?: readonly { readonly path: readonly string[]; readonly message: string }[];
  readonly preview?: PreviewFields;
}

const PREVIEW = `query Preview($input: PreviewUpdateNotifyJobInput!) { answer: previewUpdateNotifyJob(input: $input) {
  __typename ... on PreviewUpdateNotifyJobSuccess { preview { ${previewFields} } } ${problems} } }`;

/** Previews a job. */
export async function previewAs(client: Client, input: object): Promise<PreviewAnswer> {
  return (await client.data<{ answer: PreviewAnswer }, object>(PREVIEW, { input })).answer;
}

/** The same where nothing stands in the way. */
export async function previewOf(client: Client, input: object): Promise<PreviewFields> {
  const answer = await previewAs(client, input);
  if (!answer.preview) throw new Error(`No preview: ${JSON.stringify(answer)}`);
  return answer.preview;
}

/** One value of updateNotifyJobPreview. */
export interface PreviewProgressFields {
  readonly processed: number;
  readonly total: number | null;
  readonly percent: number;
  readonly result: PreviewAnswer | null;
}

type ProgressAnswer = GraphQLAnswer<{ updateNotifyJobPreview: PreviewProgressFields }>;

const FOLLOW = `subscription Follow($input: PreviewUpdateNotifyJobInput!) { updateNotifyJobPreview(input: $input) {
  processed total percent result { __typename ... on PreviewUpdateNotifyJobSuccess { preview { ${previewFields} } } ${problems} } } }`;

/** Previews a job over WebSocket, with progress. */
export function followPreviewAs(client: Client, input: object): AsyncIterableIterator<ProgressAnswer> {
  return client.subscribe<{ updateNotifyJobPreview: PreviewProgressFields }, object>(FOLLOW, { input });
}

/** The same by server-sent events. */
export function followPreviewOverEvents(client: Client, input: object): AsyncIterableIterator<ProgressAnswer> {
  return client.subscribeOverEvents<{ updateNotifyJobPreview: PreviewProgressFields }, object>(FOLLOW, { input });
}

/** Every value of a stream, to its end. */
export async function everyStep(stream: AsyncIterable<ProgressAnswer>): Promise<PreviewProgressFields[]> {
  const steps: PreviewProgressFields[] = [];
  for await (const { data, errors } of stream) {
    if (!data) throw new Error(`No progress: ${JSON.stringify(errors)}`);
    steps.push(data.updateNotifyJobPreview);
  }
  return steps;
}

/** A page of a preview's records, or null where there is no preview to see. */
export async function previewRecordsAs(client: Client, id: string, page: object): Promise<RecordPage | null> {
  const document = `query ($id: ID!, $outcome: [RecordOutcome!], $first: Int, $after: String, $last: Int, $before: String) {
    node(id: $id) { ... on JobPreview { records(outcome: $outcome, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { userId user { primaryId } outcome code message results { position code warnings message } changes { field before after } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;
  const answer = await client.data<{ node: { records: RecordPage } | null }, object>(document, { id, ...page });
  return answer.node?.records ?? null;
}
