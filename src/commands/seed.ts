import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { readConfig } from '../config.ts';
import { AlreadyPopulated, loadDemoInstitution } from '../demo/load.ts';
import { type PasswordHashes, withDemoPasswords } from '../demo/sign-in.ts';
import type { Database } from '../platform/database.ts';
import { openLog } from '../platform/log.ts';
import { openConfiguredDatabase } from '../services.ts';
import { endPlainly } from './plain-fault.ts';

const USAGE = 'Usage: npm run seed -- [--users NUMBER] [--replace]';

/**
 * Loads a demo institution of any size: `npm run seed -- --users 1000000`. Refuses when there are users, unless it may
 * replace them. A server that runs on the same data directory sees them as soon as they are loaded.
 */
const { users, replace } = readArguments();
const bar = new SingleBar(
  { format: '{bar} {percentage} % | {step}', noTTYOutput: true, notTTYSchedule: 5_000 },
  Presets.rect,
);
try {
  await seed();
} catch (error) {
  if (error instanceof AlreadyPopulated) fail(`${error.message} Give --replace to throw them out.`);
  if (error instanceof RangeError) fail(error.message);
  endPlainly(error);
}

async function seed(): Promise<void> {
  const config = readConfig();
  await using opened = await openConfiguredDatabase(config, openLog({ level: 'warn', destination: 'stderr' }));
  const started = performance.now();
  const people = await withDemoPasswords(config.dataDirectory, (hashes) => load(opened.database, hashes));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  say(`Loaded ${users.toLocaleString('en')} people in ${seconds} s. Sign in as:`);
  for (const { primaryId, password } of people) say(`  ${primaryId.padEnd(16)} ${password}`);
}

async function load(database: Database, passwordHashes: PasswordHashes): Promise<void> {
  bar.start(100, 0, { step: '' });
  try {
    const onProgress = (done: number, step: string) => bar.update(Math.floor(100 * done), { step });
    await loadDemoInstitution(database, { users, replace, passwordHashes, onProgress });
  } finally {
    bar.stop();
  }
}

function readArguments(): { users: number; replace: boolean } {
  const options = {
    users: { type: 'string', default: '10000' },
    replace: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ options });
    if (/^\d{1,8}$/.test(values.users)) return { users: Number(values.users), replace: values.replace };
    return fail(`--users takes a whole number of at most eight digits.\n${USAGE}`);
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function fail(message: string): never {
  say(message);
  process.exit(1);
}
