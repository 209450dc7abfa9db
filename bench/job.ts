import { loadSigningKey } from '../src/access/signing-key.ts';
import { issueToken } from '../src/access/token.ts';
import type { UserActionInput } from '../src/client/generated/graphql.ts';
import { type Client, openClient } from '../src/client/open-client.ts';
import type { Database } from '../src/platform/database.ts';
import { type Sql, sql } from '../src/platform/sql.ts';
import type { Institution } from './institution.ts';
import { benchFollow, benchSave, benchSubmit } from './operations.ts';
import { startServerProcess } from './server-process.ts';
import { median, table } from './table.ts';

/** One change, done by the bare statement and by a job. */
interface Contest {
  readonly name: string;
  readonly bare: Sql;
  readonly action: UserActionInput;
  /** Puts the database back to where the change is to be done. */
  readonly reset: readonly Sql[];
}

const contests: readonly Contest[] = [
  {
    name: 'add a role',
    bare: sql`INSERT INTO user_role (user_id, role_type_code, created_by) SELECT id, '41', 'bench' FROM users`,
    action: { addRole: { roleType: '41', scope: { institution: true } } },
    reset: [sql`DELETE FROM user_role WHERE role_type_code = '41'`, sql`VACUUM ANALYZE user_role`],
  },
  {
    name: 'set the status',
    bare: sql`UPDATE users SET status = 'INACTIVE', updated_at = now() WHERE status = 'ACTIVE'`,
    action: { setStatus: { status: 'INACTIVE' } },
    reset: [sql`UPDATE users SET status = 'ACTIVE' WHERE status = 'INACTIVE'`, sql`VACUUM ANALYZE users`],
  },
];

/** A job on everybody against the bare statement that does nothing but the change; and the server's memory meanwhile. */
export async function run(institution: Institution, rounds: number): Promise<void> {
  const { database, users } = institution;
  await using server = await startServerProcess(institution);
  await using client = openClient({ url: server.url, token: await tokenOf(institution) });
  const setId = await saveEverybody(client);
  const rows: string[][] = [];
  let lastJob = '';
  for (const contest of contests) {
    const bare: number[] = [];
    const job: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await measureBare(database, contest));
      const measured = await measureJob(database, client, setId, contest);
      job.push(measured.usersPerSecond);
      lastJob = measured.csvUrl;
    }
    const ratios = job.map((speed, round) => speed / (bare[round] ?? Number.NaN));
    rows.push([
      contest.name,
      speed(median(bare)),
      speed(median(job)),
      median(ratios).toFixed(2),
      `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    ]);
  }
  const afterJobs = server.peakMemory();
  const lines = await download(
    lastJob.replace(/^https?:\/\/[^/]+/, new URL(server.url).origin),
    await tokenOf(institution),
  );
  process.stdout.write(`${users} users, ${rounds} rounds, medians; users a second\n\n`);
  process.stdout.write(table(['job', 'bare statement', 'job', 'ratio', 'range'], rows));
  process.stdout.write(
    `\nPeak memory of the server: ${afterJobs.toFixed(0)} MB through the jobs, ${server.peakMemory().toFixed(0)} MB after a download of ${lines} lines\n`,
  );
}

async function tokenOf({ database, config }: Institution): Promise<string> {
  const user = await database.prisma.user.findFirstOrThrow({ where: { primaryId: 'admin' } });
  return (await issueToken(await loadSigningKey(config), user.id)).token;
}

async function saveEverybody(client: Client): Promise<string> {
  const { saveSearchAsSet: result } = await client.data(benchSave);
  if (result.__typename !== 'SaveSearchAsSetSuccess') throw new Error(result.message);
  return result.set.id;
}

async function settle(database: Database, { reset }: Contest): Promise<void> {
  for (const statement of [...reset, sql`CHECKPOINT`]) await database.execute(statement);
}

async function measureBare(database: Database, contest: Contest): Promise<number> {
  await settle(database, contest);
  const began = performance.now();
  const changed = await database.execute(contest.bare);
  return (1_000 * changed) / (performance.now() - began);
}

async function measureJob(database: Database, client: Client, setId: string, contest: Contest) {
  await settle(database, contest);
  const { submitUpdateNotifyJob: result } = await client.data(benchSubmit, { setId, actions: [contest.action] });
  if (result.__typename !== 'SubmitUpdateNotifyJobSuccess') throw new Error(result.message);
  for await (const { data } of client.subscribe(benchFollow, { jobId: result.job.id })) {
    const { job, counts, report } = data?.jobProgress ?? {};
    if (!job || !counts || !report) continue;
    // From submission to end: freezing the members, outcomes, before-images and progress included.
    const seconds = (Date.parse(report.endedAt) - Date.parse(job.submittedAt)) / 1_000;
    return { usersPerSecond: counts.processed / seconds, csvUrl: report.csvUrl };
  }
  throw new Error('The job ended without a report.');
}

async function download(url: string, token: string): Promise<number> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  let lines = 0;
  for await (const part of response.body ?? []) for (const byte of part) if (byte === 10) lines += 1;
  return lines;
}

function speed(usersPerSecond: number): string {
  return Math.round(usersPerSecond).toLocaleString('en');
}
