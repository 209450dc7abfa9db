import { fork } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { openLog } from './log.ts';

const log = openLog({ level: 'fatal', destination: 'stderr' });
const running = new Set<EmbeddedPostgres>();
let dataDirectory: string;

beforeEach(async () => {
  dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-embedded-'));
  await chmod(dataDirectory, 0o755);
});

afterEach(async () => {
  for (const postgres of running) await stop(postgres);
  const cluster = await realpath(path.join(dataDirectory, 'postgres'));
  for (const directory of [cluster, dataDirectory]) await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataDirectory,
    log,
    settings: { fsync: 'off', shared_buffers: '16MB' },
  });
  running.add(postgres);
  return postgres;
}

async function stop(postgres: EmbeddedPostgres): Promise<void> {
  running.delete(postgres);
  await postgres.stop();
}

async function ask<Row extends object>({ url }: EmbeddedPostgres, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => path.join(dataDirectory, 'postgres', 'postmaster.pid');
const postmasterPid = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);

test('what was written is there after the next start, and characters are the same everywhere', async () => {
  const first = await start();
  await ask(first, "CREATE EXTENSION pg_trgm; CREATE TABLE kept AS SELECT 'Ä' AS text");
  await stop(first);
  await expect(access(pidFile())).rejects.toThrow('ENOENT');
  const second = await start();
  expect(
    await ask(second, "SELECT lower(text) AS lower, cardinality(show_trgm('Иван')) AS trigrams FROM kept"),
  ).toEqual([{ lower: 'ä', trigrams: 5 }]);
});

test('two processes share it, and the last to leave stops it', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(second.url).toBe(first.url);
  await stop(first);
  expect(await ask(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await stop(second);
  await expect(access(pidFile())).rejects.toThrow('ENOENT');
});

test('a process that is killed leaves it to the next', async () => {
  const child = fork(new URL('../testing/hold-postgres.ts', import.meta.url), [dataDirectory]);
  await once(child, 'message');
  const pid = await postmasterPid();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const postgres = await start();
  expect(await postmasterPid()).toBe(pid);
  expect(await ask(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('it is started again at the same address when it dies', async () => {
  const postgres = await start();
  process.kill(await postmasterPid(), 'SIGKILL');
  await expect
    .poll(() => ask(postgres, 'SELECT 1 AS one').catch((error) => error), { timeout: 20_000 })
    .toEqual([{ one: 1 }]);
});

test('the file of a dead one that names the process of another program does not stand in the way', async () => {
  await stop(await start());
  await writeFile(pidFile(), `${process.pid}\n${dataDirectory}\n1700000000\n5432\n`);
  expect(await ask(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
