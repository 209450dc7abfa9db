import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** A running PostgreSQL, as the postmaster.pid in its directory tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The PostgreSQL that runs on a directory. One that was killed leaves its file behind: that is taken away. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = path.join(cluster, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').then((text) => text.split('\n'), ignoreMissing);
  const pid = Number(lines?.[0]);
  if (!pid) return undefined;
  if (await isPostgres(pid)) return { pid, port: Number(lines?.[3]) };
  // After a restart of the machine or container the number may be another program's; PostgreSQL would refuse to start.
  await rm(file, { force: true });
  return undefined;
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') {
    const output = await promisify(execFile)('ps', ['-o', 'stat=,comm=', '-p', String(pid)]).catch(() => undefined);
    return output !== undefined && !output.stdout.startsWith('Z') && output.stdout.includes('postgres');
  }
  // "4711 (postgres) S …"; Z is a process that has ended and whose parent has not looked.
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(ignoreMissing);
  return status !== undefined && / \(postgres\) [^ZX]/.test(status);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  // A process that ends while its file is read answers ESRCH.
  if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
}
