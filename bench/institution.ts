import path from 'node:path';
import { type Config, readConfig } from '../src/config.ts';
import { ensureDemoInstitution } from '../src/demo/ensure.ts';
import type { Database } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import { openConfiguredDatabase } from '../src/services.ts';

/** A seeded institution to measure on. */
export interface Institution {
  readonly users: number;
  readonly config: Config;
  readonly database: Database;
  readonly url: string;
}

/** Opens an institution of this size in a data directory of its own, seeding it the first time, and measures on it. */
export async function withInstitution(
  users: number,
  measure: (institution: Institution) => Promise<void>,
): Promise<void> {
  const settings = readConfig(undefined, { LOG_LEVEL: 'warn' });
  const dataDirectory = path.join(settings.dataDirectory, `bench-${users}`);
  const config = { ...settings, dataDirectory };
  await using opened = await openConfiguredDatabase(config, openLog({ level: config.logLevel, destination: 'stderr' }));
  const { database, url } = opened;
  process.stderr.write(`Seeding ${users} users into ${dataDirectory}, unless they are there …\n`);
  await ensureDemoInstitution(database, { dataDirectory, users });
  await measure({ users, config, database, url });
}
