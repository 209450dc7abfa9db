import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { openClient } from './client/open-client.ts';
import { createTestDatabase } from './testing/database.ts';
import { insertPeople } from './testing/insert-people.ts';

const { database, url } = await createTestDatabase();
await insertPeople(database, [{ primaryId: 'User.Manager', roles: ['21'] }]);
const dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-main-'));
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(dataDirectory, { recursive: true });
});

/** Runs a program of ours as a person would. */
function start(program: string, args: readonly string[] = [], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { DATABASE_URL: url, DATA_DIR: dataDirectory, PORT: '0', ...settings },
  });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (data) => {
      output[stream] += data;
    });
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code, signal, ...output };
  });
  return { child, ended };
}

/** Starts the server, and waits for the line of its log that says where it listens. */
async function startServer(settings?: Record<string, string>) {
  const { child, ended } = start('src/main.ts', [], settings);
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url: address } = JSON.parse(line);
    if (msg === 'listening') return { child, ended, address: String(address) };
  }
  throw new Error((await ended).stderr);
}

async function token(primaryId: string) {
  const { stdout, stderr, code } = await start('src/commands/token.ts', [primaryId]).ended;
  return { stdout, stderr, code };
}

describe('the server', () => {
  it('serves whoever has a token from the command line, and stops when told to', async () => {
    const { child, ended, address } = await startServer();
    const { stdout, code } = await token('user.manager');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)]);
    await using client = openClient({ url: address, token: stdout.trim() });
    expect(await client.data('{ viewer { primaryId } }')).toEqual({ viewer: { primaryId: 'User.Manager' } });
    child.kill('SIGTERM');
    const end = await ended;
    expect([end.code, end.signal]).toEqual([0, null]);
    expect(end.stderr).toContain(`Rollcall is at ${address}`);
    const lines = end.stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).msg)).toContain('stopping');
  });

  it('starts again after it was killed, with the same key', async () => {
    const first = await startServer();
    const { stdout } = await token('User.Manager');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startServer();
    await using client = openClient({ url: second.address, token: stdout.trim() });
    expect(await client.data('{ viewer { rank } }')).toEqual({ viewer: { rank: 'USER_MANAGER' } });
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('says plainly what is wrong with its settings, or that its port is taken', async () => {
    const faulty = await start('src/main.ts', [], { PORT: 'x', ROLE: 'boss' }).ended;
    expect([faulty.code, faulty.stderr]).toEqual([1, expect.stringMatching(/PORT .*\n.*ROLE /)]);
    const { child, ended, address } = await startServer();
    const { port } = new URL(address);
    const second = await start('src/main.ts', [], { PORT: port }).ended;
    expect([second.code, second.stderr]).toEqual([1, `Port ${port} is taken. Stop what listens there, or set PORT.\n`]);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it.each(['src/main.ts', 'src/commands/token.ts', 'src/commands/seed.ts'])(
    '%s says plainly what it cannot use',
    async (program) => {
      const words = program.endsWith('token.ts') ? ['User.Manager'] : [];
      const faulty = await start(program, words, { PORT: 'x' }).ended;
      expect([faulty.code, faulty.stderr]).toEqual([
        1,
        expect.stringMatching(/^These settings cannot be used:\n {2}PORT /),
      ]);
      // Port 1 is nobody's.
      const alone = await start(program, words, { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }).ended;
      expect([alone.code, alone.stderr]).toEqual([
        1,
        'The database cannot be used: connect ECONNREFUSED 127.0.0.1:1. See DATABASE_URL.\n',
      ]);
      const missing = await start(program, words, { DATABASE_URL: `${url}_missing` }).ended;
      expect(missing.stderr).toMatch(/^The database cannot be used: database ".*_missing" does not exist/);
    },
  );

  it('as a worker listens nowhere', async () => {
    const { child, ended } = start('src/main.ts', [], { ROLE: 'worker', LOG_LEVEL: 'info' });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    expect(JSON.parse(line)).toMatchObject({ msg: 'working' });
    child.kill('SIGTERM');
    const end = await ended;
    expect([end.code, end.stderr]).toEqual([0, '']);
  });
});

describe('the token command', () => {
  it('knows nobody it was not told of', async () => {
    expect(await token('stranger')).toEqual({ code: 1, stdout: '', stderr: 'There is no user stranger.\n' });
    const { code, stderr } = await start('src/commands/token.ts').ended;
    expect([code, stderr]).toEqual([1, 'Usage: npm run -s token -- PRIMARY_ID\n']);
  });
});
