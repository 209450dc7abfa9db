import { afterAll } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import type { Services } from '../../graphql/context.ts';
import { setOf, submittedBy } from '../../jobs/testing/job-client.ts';
import { furnishLibrary, type Library } from '../../jobs/testing/library.ts';
import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer, type TestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { startWorker, type Worker } from '../../worker.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

/** Everything a test of letters stands on: readers with addresses, a mail server, a manager, and a worker unless told otherwise. */
export interface LetterWorld {
  readonly database: Database;
  readonly services: Services;
  readonly mail: MailServer;
  /** Of the database, for a process of its own. */
  readonly url: string;
  /** What such a process needs besides. */
  readonly settings: Readonly<Record<string, string>>;
  readonly manager: Client;
  readonly admin: Client;
  readonly signedInAs: TestServer['signedInAs'];
  readonly library: Library;
  /** Starts another worker; it is stopped with the file. */
  work(): Promise<Worker>;
  /** Submits a job that writes to these readers (`r1`, …), and gives its id. */
  notify(readers: readonly string[], input?: object, options?: object): Promise<string>;
}

export interface LetterWorldOptions {
  readonly readers: number;
  readonly settings?: Readonly<Record<string, string>>;
  /** Into files instead of over SMTP. */
  readonly files?: boolean;
}

/** Called at the top level of a test file. */
export async function letterWorld({ readers, settings, files = false }: LetterWorldOptions): Promise<LetterWorld> {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const library = await furnishLibrary(database, readers);
  await database.execute(sql`
    INSERT INTO user_email (user_id, types, address, preferred, segment)
    SELECT id, '{personal}', primary_id || '@example.org', TRUE, 'INTERNAL' FROM users`);
  const mail = await openMailServer();
  afterAll(() => mail[Symbol.asyncDispose]());
  const smtp: object = files
    ? {}
    : { SMTP_URL: mail.url, MAIL_FROM: 'library@example.org', MAIL_FROM_NAME: 'The Library' };
  const quick = { SMTP_TIMEOUT: '2', OUTBOX_RETRY_SECONDS: '0', OUTBOX_ATTEMPTS: '3' };
  const allSettings: Record<string, string> = { ...smtp, ...quick, ...settings };
  const { services, signedInAs } = await startTestServer(testDatabase, { settings: allSettings });
  const workers: Worker[] = [];
  afterAll(() => Promise.all(workers.map((worker) => worker.stop())));
  const [manager, admin] = [await signedInAs('manager'), await signedInAs('user.admin')];
  return {
    database,
    services,
    mail,
    url: testDatabase.url,
    settings: allSettings,
    manager,
    admin,
    signedInAs,
    library,
    async work() {
      const worker = await startWorker(services);
      workers.push(worker);
      return worker;
    },
    async notify(names, input = {}, options = {}) {
      const setId = await setOf(
        manager,
        names.map((name) => library.ids[name] ?? ''),
      );
      const actions = [{ notify: { letter: 'USER_NOTIFICATION', ...input } }];
      return submittedBy(manager, { setId, actions, ...options });
    },
  };
}
