import { createHash, randomBytes } from 'node:crypto';
import {
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { type Account, runAs, serverAccount, succeedsAs } from './account.ts';
import { type Binaries, findBinaries, SHARED_DIRECTORY } from './binaries.ts';
import { findPostmaster } from './postmaster.ts';

/** The files of a PostgreSQL, and what it takes to run it. */
export interface Cluster {
  readonly directory: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** Of {@link SUPERUSER}. */
  readonly password: string;
}

/** The role that owns everything in an embedded PostgreSQL. */
export const SUPERUSER = 'rollcall';

const PASSWORD_FILE = 'superuser-password';

/** Finds the PostgreSQL files of a data directory, or makes them. */
export async function openCluster(dataDirectory: string): Promise<Cluster> {
  await mkdir(dataDirectory, { recursive: true });
  const link = path.join(dataDirectory, 'postgres');
  const found = await realpath(link).catch(() => undefined);
  const account = found ? await ownerOf(found) : await serverAccount();
  const binaries = await findBinaries(account);
  const directory = found ?? (await createCluster(dataDirectory, link, account, binaries));
  return { directory, account, binaries, password: await readPassword(directory) };
}

async function ownerOf(directory: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(directory);
  return process.getuid?.() === 0 ? { uid, gid } : undefined;
}

async function readPassword(directory: string): Promise<string> {
  const file = path.join(directory, PASSWORD_FILE);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The database in ${directory} belongs to another user of this machine (${error.code})`);
  });
}

async function createCluster(dataDirectory: string, link: string, account: Account | undefined, binaries: Binaries) {
  if (await mayEnter(account, dataDirectory)) return initialise(link, account, binaries);
  // Root's home is closed to the account PostgreSQL runs under, so the files lie elsewhere and a link says where.
  const key = createHash('sha256')
    .update(await realpath(dataDirectory))
    .digest('hex')
    .slice(0, 16);
  const elsewhere = path.join(SHARED_DIRECTORY, `database-${key}`);
  await removeAbandoned(elsewhere, account, binaries);
  await mkdir(SHARED_DIRECTORY, { recursive: true, mode: 0o755 });
  await initialise(elsewhere, account, binaries);
  await rm(link, { force: true });
  await symlink(elsewhere, link);
  await writeFile(path.join(dataDirectory, 'WHERE-THE-DATABASE-IS.txt'), whereText(elsewhere));
  return elsewhere;
}

async function mayEnter(account: Account | undefined, directory: string): Promise<boolean> {
  return account === undefined || succeedsAs(account, 'test', ['-x', await realpath(directory)]);
}

/** What a data directory that has been deleted since has left elsewhere. */
async function removeAbandoned(directory: string, account: Account | undefined, { pgCtl }: Binaries): Promise<void> {
  const isThere = await lstat(directory).catch(() => undefined);
  if (!isThere) return;
  if (await findPostmaster(directory)) await runAs(account, pgCtl, ['stop', '-w', '-m', 'immediate', '-D', directory]);
  await rm(directory, { recursive: true });
}

/** Makes the files beside their place and moves them there: they are there whole or not at all. */
async function initialise(directory: string, account: Account | undefined, { initdb }: Binaries): Promise<string> {
  const fresh = await mkdtemp(`${directory}.new-`);
  const passwordFile = `${fresh}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) for (const file of [fresh, passwordFile]) await chown(file, account.uid, account.gid);
    await runAs(account, initdb, initdbArguments(fresh, passwordFile));
    await rename(passwordFile, path.join(fresh, PASSWORD_FILE));
    await rename(fresh, directory);
  } catch (error) {
    await Promise.all([fresh, passwordFile].map((file) => rm(file, { recursive: true, force: true })));
    // Another process that started at the same time was first.
    if (!isTaken(error)) throw error;
  }
  return directory;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}

function initdbArguments(directory: string, passwordFile: string): string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The builtin provider orders and folds case alike on every system; the C library, which differs, only tells
    // letters from other characters for extensions.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    '--no-instructions',
  ];
}

function whereText(directory: string): string {
  return `The database of this directory lies in
  ${directory}
because the account that PostgreSQL runs under may not enter this directory.
When this directory is deleted, that one is removed by the next start here.
`;
}
