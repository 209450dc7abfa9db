import type { Database } from '../platform/database.ts';
import { AlreadyPopulated, type DemoInstitutionOptions, hasUsers, loadDemoInstitution } from './load.ts';
import { type DemoSignIn, withDemoPasswords } from './sign-in.ts';

/** What {@link ensureDemoInstitution} needs besides the database. */
export interface EnsureOptions extends Pick<DemoInstitutionOptions, 'users' | 'onProgress'> {
  readonly dataDirectory: string;
}

/**
 * Loads the demo institution when the database has no users, and returns the sign-in data: the one time they are to be
 * shown. null: there are users, or another process was first, and nothing was touched.
 */
export async function ensureDemoInstitution(
  database: Database,
  { dataDirectory, ...options }: EnsureOptions,
): Promise<DemoSignIn[] | null> {
  if (await hasUsers(database)) return null;
  try {
    return await withDemoPasswords(dataDirectory, (passwordHashes) =>
      loadDemoInstitution(database, { ...options, passwordHashes }),
    );
  } catch (error) {
    if (error instanceof AlreadyPopulated) return null;
    throw error;
  }
}
