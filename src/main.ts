import { once } from 'node:events';
import path from 'node:path';
import { endPlainly } from './commands/plain-fault.ts';
import { readConfig } from './config.ts';
import { ensureDemoInstitution } from './demo/ensure.ts';
import { type DemoSignIn, SIGN_IN_FILE } from './demo/sign-in.ts';
import type { Services } from './graphql/context.ts';
import { startServer } from './server.ts';
import { openServices } from './services.ts';
import { startWorker } from './worker.ts';

// Human words go to stderr: stdout is the log, one JSON object a line.
const say = (text: string) => process.stderr.write(`${text}\n`);

const DEMO_USERS = 10_000;
const SHUTDOWN_SPREAD_MS = 1_000;
// Ctrl-C reaches a process under npm twice: from the terminal, and passed on by npm.
const REPEATED_SIGNAL_MS = 1_000;

try {
  await run();
} catch (error) {
  endPlainly(error);
}

async function run(): Promise<void> {
  const config = readConfig();
  const stopped = stopSignal();
  await using opened = await openServices(config);
  const { services } = opened;
  if (!config.databaseUrl) await loadDemo(services);
  await using running = new AsyncDisposableStack();
  if (config.role !== 'api') running.defer(await work(services));
  if (config.role !== 'worker') running.defer(await serve(services));
  const signal = await stopped;
  services.log.info({ signal }, 'stopping');
}

/** Makes the demo of an embedded database that is still empty, and says at once how to sign in: that one time. */
async function loadDemo({ database, config, log }: Services): Promise<void> {
  const { dataDirectory } = config;
  const demo = await ensureDemoInstitution(database, { dataDirectory, users: DEMO_USERS });
  if (!demo) return;
  log.info({ users: DEMO_USERS }, 'demo institution loaded');
  say(welcome(demo, path.join(dataDirectory, SIGN_IN_FILE)));
}

/** Starts to work on jobs; gives what stops it, after the chunk in hand. */
async function work(services: Services): Promise<() => Promise<void>> {
  const worker = await startWorker(services);
  services.log.info({ lanes: services.config.lanes }, 'working');
  return () => worker.stop();
}

/** Starts the server, says where it is, and gives what stops it. */
async function serve(services: Services): Promise<() => Promise<void>> {
  const server = await startServer({ services });
  services.log.info({ url: server.url }, 'listening');
  const { databaseUrl, dataDirectory } = services.config;
  say(`\n  Rollcall is at ${server.url} — open it in a browser for GraphiQL.`);
  if (!databaseUrl) say(`  People of the demo to sign in as: ${path.join(dataDirectory, SIGN_IN_FILE)}\n`);
  return () => server.stop({ spreadMs: SHUTDOWN_SPREAD_MS });
}

function welcome(demo: readonly DemoSignIn[], file: string): string {
  const width = Math.max(...demo.map(({ primaryId }) => primaryId.length));
  const people = demo.map(({ primaryId, password }) => `    ${primaryId.padEnd(width)}  ${password}`);
  return `  A demo institution has been loaded. Sign in as (kept in ${file}):\n\n${people.join('\n')}\n`;
}

/** The signal that asks this process to stop. Another one, somewhat later, ends it at once. */
async function stopSignal(): Promise<string> {
  const signals = ['SIGTERM', 'SIGINT'];
  const signal = await Promise.race(signals.map((name) => once(process, name).then(() => name)));
  const impatientFrom = Date.now() + REPEATED_SIGNAL_MS;
  for (const name of signals) process.on(name, () => Date.now() > impatientFrom && process.exit(1));
  return signal;
}
