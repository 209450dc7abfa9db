import type { Database, Queryable } from '../platform/database.ts';
import { raw, sql } from '../platform/sql.ts';
import { type Dismantled, dismantle, restoreIndex, restoreLaws, userTables } from './bulk-load.ts';
import { insertReferenceData } from './insert-reference-data.ts';
import { insertNamedPeople, namedPeople } from './parts/named-people.ts';
import { createPersons, insertPersons } from './parts/persons.ts';
import { insertRecords } from './parts/records.ts';
import type { PasswordHashes } from './sign-in.ts';
import { createVocabulary } from './vocabulary.ts';

type Progress = (done: number, step: string) => void;

/** What the demo institution is to be like. */
export interface DemoInstitutionOptions {
  readonly users: number;
  /** Of the people to sign in as; without theirs they cannot. */
  readonly passwordHashes?: PasswordHashes;
  /** Throws out whoever is in the database, with their sets and jobs. The audit stays. */
  readonly replace?: boolean;
  /** Told how far it has come, `done` from 0 to 1, and what it is about. */
  readonly onProgress?: Progress;
}

/** There are users already, and nobody said to replace them. */
export class AlreadyPopulated extends Error {
  override readonly name = 'AlreadyPopulated';
}

const BATCH = 25_000;
const SEARCHED = ['users', 'user_identifier', 'user_email'] as const;

/**
 * Loads the demo institution with so many people into a migrated database, in one transaction. The same size always
 * gives the same records, passwords aside. Throws {@link AlreadyPopulated}, and a RangeError when the size is less than
 * the number of people with a name of their own.
 */
export async function loadDemoInstitution(database: Database, options: DemoInstitutionOptions): Promise<void> {
  const { users, onProgress = () => {} } = options;
  if (users < namedPeople.length) throw new RangeError(`A demo institution has at least ${namedPeople.length} users.`);
  await database.transaction(async (transaction) => {
    await claim(transaction, options);
    await insertReferenceData(transaction);
    const dismantled = await dismantle(transaction);
    await insertPeople(transaction, options, onProgress);
    await restore(transaction, dismantled, users, onProgress);
  });
  onProgress(0.97, 'statistics');
  for (const table of userTables) await database.execute(sql`VACUUM (ANALYZE) ${raw(table)}`);
  onProgress(1, 'done');
}

/** Whether anybody is in the database. */
export async function hasUsers(queryable: Queryable): Promise<boolean> {
  const [row] = await queryable.query<{ found: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM users) AS found`);
  return row?.found ?? false;
}

async function claim(transaction: Queryable, { replace }: DemoInstitutionOptions): Promise<void> {
  await transaction.execute(sql`SET LOCAL maintenance_work_mem = '256MB'`);
  // Two processes that start together: the second one waits here, and then finds users.
  await transaction.execute(sql`LOCK TABLE institution IN ACCESS EXCLUSIVE MODE`);
  if (replace) {
    await transaction.execute(
      sql`TRUNCATE institution, library, code, users, user_set_member, job_record, outbox RESTART IDENTITY CASCADE`,
    );
  } else if (await hasUsers(transaction)) {
    throw new AlreadyPopulated('The database has users already.');
  }
}

async function insertPeople(
  transaction: Queryable,
  options: DemoInstitutionOptions,
  onProgress: Progress,
): Promise<void> {
  const { users, passwordHashes = {} } = options;
  await insertNamedPeople(transaction, passwordHashes);
  await createVocabulary(transaction);
  await transaction.execute(createPersons);
  for (const [from, to] of batches(namedPeople.length + 1, users)) {
    await transaction.execute(insertPersons(from, to));
    for (const statement of insertRecords) await transaction.execute(statement);
    await transaction.execute(sql`TRUNCATE demo_person`);
    onProgress((0.45 * to) / users, 'records');
  }
  await transaction.execute(sql`SELECT setval(pg_get_serial_sequence('users', 'id'), ${users}::int)`);
}

/** The search text reads by the other indexes, which therefore come first; its own is made last, of all texts at once. */
async function restore(
  transaction: Queryable,
  dismantled: Dismantled,
  users: number,
  onProgress: Progress,
): Promise<void> {
  const { searchText = [], records = [] } = Object.groupBy(dismantled.indexes, ({ table }) =>
    table === 'user_search_text' ? 'searchText' : 'records',
  );
  for (const index of records) await restoreIndex(transaction, index);
  // Without statistics the search text is planned as if the tables were tiny.
  for (const table of SEARCHED) await transaction.execute(sql`ANALYZE ${raw(table)}`);
  onProgress(0.53, 'indexes');
  for (const [from, to] of batches(1, users)) {
    await transaction.execute(
      sql`SELECT refresh_user_search_text(ARRAY(SELECT generate_series(${from}::int, ${to}::int)))`,
    );
    onProgress(0.53 + (0.18 * to) / users, 'search text');
  }
  for (const index of searchText) await restoreIndex(transaction, index);
  onProgress(0.88, 'search index');
  await restoreLaws(transaction, dismantled);
}

function batches(first: number, last: number): [from: number, to: number][] {
  const count = Math.max(0, Math.ceil((last - first + 1) / BATCH));
  return Array.from({ length: count }, (_, batch) => [
    first + batch * BATCH,
    Math.min(first + (batch + 1) * BATCH - 1, last),
  ]);
}
