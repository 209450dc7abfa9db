import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Client, openClient } from '../client/open-client.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { ensureDemoInstitution } from '../demo/ensure.ts';
import { type DemoSignIn, SIGN_IN_FILE } from '../demo/sign-in.ts';
import { startServer } from '../server.ts';
import { openServices } from '../services.ts';
import { startWorker } from '../worker.ts';
import { signIn } from './demo/operations.ts';
import { runDemoJob } from './demo/run-demo-job.ts';
import { say } from './demo/say.ts';

// The whole story in one process: a server with its worker, and a client that knows nothing but the public API.
const USERS = 10_000;
const OPERATOR = 'user.manager';

try {
  await run(readConfig(undefined, { LOG_LEVEL: 'warn', PORT: '0', ROLE: 'all' }));
} catch (error) {
  say(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  if (!(error instanceof ConfigError) && error instanceof Error) say(error.stack ?? '');
  process.exitCode = 1;
}

async function run(config: Config): Promise<void> {
  say(`Starting PostgreSQL and the server in ${config.dataDirectory} …`);
  await using opened = await openServices(config);
  const { services } = opened;
  await loadInstitution(services.database, config);
  await using running = new AsyncDisposableStack();
  running.adopt(await startWorker(services), (worker) => worker.stop());
  const server = running.adopt(await startServer({ services }), (started) => started.stop());
  await using client = await signInAs(OPERATOR, await passwordOf(config, OPERATOR), server.url);
  await runDemoJob(client);
}

async function loadInstitution(database: Parameters<typeof ensureDemoInstitution>[0], { dataDirectory }: Config) {
  const began = performance.now();
  const loaded = await ensureDemoInstitution(database, { dataDirectory, users: USERS });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  say(
    loaded
      ? `Loaded a demo institution of ${USERS.toLocaleString('en')} users in ${seconds} s.`
      : 'The institution of the data directory is there already.',
  );
}

async function passwordOf({ dataDirectory }: Config, primaryId: string): Promise<string> {
  const file = path.join(dataDirectory, SIGN_IN_FILE);
  const people = JSON.parse(await readFile(file, 'utf8')) as DemoSignIn[];
  const person = people.find((someone) => someone.primaryId === primaryId);
  if (!person) throw new Error(`${file} has no password for ${primaryId}.`);
  return person.password;
}

async function signInAs(primaryId: string, password: string, url: string): Promise<Client> {
  await using anonymous = openClient({ url });
  const { signIn: result } = await anonymous.data(signIn, { primaryId, password });
  if (result.__typename !== 'SignInSuccess') throw new Error(result.message);
  const { token, viewer } = result;
  say(`Signed in as ${viewer.name}: ${viewer.roles.map(({ name }) => name).join(', ')}.`);
  return openClient({ url, token });
}
