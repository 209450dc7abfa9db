import { loadSigningKey } from '../src/access/signing-key.ts';
import { issueToken } from '../src/access/token.ts';
import { type Client, openClient } from '../src/client/open-client.ts';
import { sql } from '../src/platform/sql.ts';
import type { Institution } from './institution.ts';
import { startServerProcess } from './server-process.ts';
import { median, table } from './table.ts';

interface Contest {
  readonly name: string;
  readonly actions: readonly object[];
}

const contests: readonly Contest[] = [
  { name: 'add a role', actions: [{ addRole: { roleType: '41', scope: { institution: true } } }] },
  { name: 'set the status', actions: [{ setStatus: { status: 'INACTIVE' } }] },
  {
    name: 'add a role, set group and expiry date, add a note',
    actions: [
      { addRole: { roleType: '41', scope: { institution: true } } },
      { setUserGroup: { userGroup: 'FACULTY' } },
      { setExpiryDate: { date: '2030-06-30' } },
      { addNote: { text: 'Checked' } },
    ],
  },
];

const SAVE = `mutation { answer: saveSearchAsSet(input: { name: "Everybody", where: {} }) { ... on SaveSearchAsSetSuccess { set { id } } } }`;
const PREVIEW = `subscription ($input: PreviewUpdateNotifyJobInput!) { updateNotifyJobPreview(input: $input) {
  processed result { ... on PreviewUpdateNotifyJobSuccess { preview { id confirmation counts { total updated unchanged errors } } } } } }`;
const SUBMIT = `mutation ($input: SubmitUpdateNotifyJobInput!) { answer: submitUpdateNotifyJob(input: $input) { __typename } }`;
const PAGE = `query ($id: ID!, $after: String) { node(id: $id) { ... on JobPreview { records(outcome: [ERROR], first: 20, after: $after) { nodes { code } } } } }`;

interface Step {
  readonly updateNotifyJobPreview: {
    readonly result: {
      readonly preview: { readonly id: string; readonly confirmation: string; readonly counts: Counts };
    } | null;
  };
}
type Counts = Readonly<Record<'total' | 'updated' | 'unchanged' | 'errors', number>>;

/** Previews of everybody, over the API as people make them; and the server's memory meanwhile. */
export async function run(institution: Institution, rounds: number): Promise<void> {
  const { database, users } = institution;
  await using server = await startServerProcess(institution);
  await using client = openClient({ url: server.url, token: await tokenOf(institution) });
  const { answer } = await client.data<{ answer: { set: { id: string } } }, object>(SAVE, {});
  const setId = answer.set.id;
  const rows: string[][] = [];
  for (const { name, actions } of contests) {
    const seconds: number[] = [];
    let last: Measured | null = null;
    for (let round = 0; round < rounds; round += 1) {
      last = await measure(client, { setId, actions });
      seconds.push(last.seconds);
    }
    const page = await timed(() => client.data<object, object>(PAGE, { id: last?.id }));
    // Refused for its name, but only after the membership of everybody was compared.
    const compared = await timed(() =>
      client.data<object, object>(SUBMIT, {
        input: { setId, actions, confirmation: last?.confirmation, runAt: '2099-01-01T00:00:00Z' },
      }),
    );
    const [{ bytes } = { bytes: 0 }] = await database.query<{ bytes: number }>(
      sql`SELECT pg_total_relation_size('job_preview_chunk') / (SELECT count(*) FROM job_preview) AS bytes`,
    );
    rows.push([
      name,
      median(seconds).toFixed(1),
      Math.round(users / median(seconds)).toLocaleString('en'),
      `${(page * 1_000).toFixed(0)} ms`,
      `${compared.toFixed(2)} s`,
      `${(bytes / 1e6).toFixed(1)} MB`,
    ]);
  }
  process.stdout.write(`${users} users, ${rounds} rounds, medians\n\n`);
  process.stdout.write(
    table(['preview', 'seconds', 'users a second', 'first page of errors', 'submitted', 'kept'], rows),
  );
  process.stdout.write(`\nPeak memory of the server: ${server.peakMemory().toFixed(0)} MB\n`);
}

interface Measured {
  readonly seconds: number;
  readonly id: string;
  readonly confirmation: string;
}

async function measure(client: Client, input: object): Promise<Measured> {
  const began = performance.now();
  for await (const { data, errors } of client.subscribe<Step, object>(PREVIEW, { input })) {
    if (!data) throw new Error(JSON.stringify(errors));
    const preview = data.updateNotifyJobPreview.result?.preview;
    if (preview) return { seconds: (performance.now() - began) / 1_000, ...preview };
  }
  throw new Error('The stream ended without a preview.');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

async function tokenOf({ database, config }: Institution): Promise<string> {
  const user = await database.prisma.user.findFirstOrThrow({ where: { primaryId: 'admin' } });
  return (await issueToken(await loadSigningKey(config), user.id)).token;
}
