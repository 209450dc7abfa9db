import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Institution } from './institution.ts';

/** The server as it is started by an operator, in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** The most memory it has had in use, in megabytes: the kernel's own high-water mark. */
  peakMemory(): number;
}

/** Starts `src/main.ts` on the institution's database and waits until it listens. */
export async function startServerProcess({ url, config }: Institution): Promise<ServerProcess> {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: url, DATA_DIR: config.dataDirectory, PORT: '0', LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, ['--max-old-space-size=256', main], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { msg, url: listening }: { msg?: string; url?: string } = JSON.parse(line);
      if (msg === 'listening' && listening) resolve(listening);
    });
  });
  return {
    url: address,
    peakMemory: () => peakOf(child.pid),
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

// VmHWM is Linux's; elsewhere the figure is not to be had from outside without a tool.
function peakOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1_024;
}
