import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A worker in a process of its own, as `ROLE=worker npm start` runs it. */
export interface WorkerProcess {
  /** Comes back when it is at work. Fails when it ends before. */
  readonly ready: Promise<void>;
  /** Whether it has not ended yet, by itself or otherwise. */
  isAlive(): boolean;
  /** Ends it at once, whatever it is doing: SIGKILL. */
  kill(): Promise<void>;
  /** Asks it to end: SIGTERM. Gives its exit code, null when a signal ended it. */
  stop(): Promise<number | null>;
}

/** Starts such a process on a database, with further settings as in the environment. */
export async function startWorkerProcess(
  url: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-worker-'));
  const child = spawn(process.execPath, ['src/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { DATABASE_URL: url, ROLE: 'worker', DATA_DIR: dataDirectory, LOG_LEVEL: 'info', ...settings },
  });
  const exited = once(child, 'exit').then(async ([code]: (number | null)[]) => {
    await rm(dataDirectory, { recursive: true, force: true });
    return code ?? null;
  });
  const working = Promise.withResolvers<void>();
  createInterface(child.stdout).on('line', (line) => {
    if (JSON.parse(line).msg === 'working') working.resolve();
  });
  void exited.then((code) => working.reject(new Error(`The worker ended before it worked, with ${code}.`)));
  // Whoever does not ask whether it is at work need not hear that it will never be.
  working.promise.catch(() => {});
  const end = (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    return exited;
  };
  return {
    ready: working.promise,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
