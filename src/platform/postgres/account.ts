import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An account of the operating system; absent means the one this process runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const KNOWN_NAMES = ['postgres', '_postgres', 'rollcall'];
const NEW_NAME = 'rollcall';

/** The account PostgreSQL runs under: ours, or, since it refuses to run as root, one that exists for it or is made. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of KNOWN_NAMES) {
    const account = await findAccount(name);
    if (account) return account;
  }
  return createAccount();
}

/** Runs a program to its end as an account, away from directories that account may not enter; gives its output. */
export async function runAs(account: Account | undefined, program: string, args: readonly string[]): Promise<string> {
  // PostgreSQL's programs read PG… variables and the locale: none of the caller's may reach them.
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
  const { stdout } = await run(program, [...args], { ...account, cwd: '/', env });
  return stdout;
}

/** Whether a program ends well when an account runs it. */
export async function succeedsAs(account: Account | undefined, program: string, args: readonly string[]) {
  return runAs(account, program, args).then(
    () => true,
    () => false,
  );
}

async function findAccount(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]))).then(
    (outputs) => outputs.map(({ stdout }) => Number(stdout)),
    () => [],
  );
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

async function createAccount(): Promise<Account> {
  const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  await succeedsAs(undefined, '/usr/sbin/useradd', ['--system', '--user-group', ...home, NEW_NAME]);
  const account = await findAccount(NEW_NAME);
  if (account) return account;
  throw new Error(
    'PostgreSQL cannot run as root, and no account could be made for it: create a user named "postgres", ' +
      'start as an ordinary user, or set DATABASE_URL',
  );
}
