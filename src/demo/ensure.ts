import type { Database } from '../platform/database.ts';
import { AlreadyPopulated, type DemoInstitutionOptions, hasUsers, loadDemoInstitution } from './load.ts';
import { type DemoSignIn, withDemoPasswords } from './sign-in.ts';

/** What {@link ensureDemoInstitution} needs besides the database. */
export interface EnsureOptions {
  readonly dataDirectory: string;
  /** Default 10,000. */
  readonly users?: number;
  readonly onProgress?: DemoInstitutionOptions['onProgress'];
}

/**
 * Loads the demo institution when the database has no users, and returns the sign-in data: the one time they are to be
 * shown. null: there are users, or another process was first, and nothing was touched.
 */
export async function ensureDemoInstitution(
  database: Database,
  { dataDirectory, users = 10_000, onProgress }: EnsureOptions,
): Promise<DemoSignIn[] | null> {
  if (await hasUsers(database)) return null;
  try {
    return await withDemoPasswords(dataDirectory, (passwordHashes) =>
      loadDemoInstitution(database, { users, passwordHashes, onProgress }),
    );
  } catch (error) {
    if (error instanceof AlreadyPopulated) return null;
    throw error;
  }
}
