import { type Stringifier, stringify } from 'csv-stringify';
import type { Authority } from '../../access/authority.ts';
import { visibleUsers } from '../../access/visible-users.ts';
import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { messageOf, recordHeadline } from '../decide/outcome-messages.ts';
import { allRecords, type JobRecord, type SettledJob } from './job-records.ts';

/** The formats a job's records can be downloaded in. */
export type RecordFormat = 'csv' | 'jsonl';

/** What a download answers with, by format. */
export const contentTypes: Record<RecordFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

/** A record as people take it away: who (null: gone since, or out of sight), what came of it, what was changed. */
export interface DownloadedRecord {
  readonly primaryId: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly outcome: string;
  readonly code: string;
  readonly message: string;
  readonly results: JobRecord['results'];
  readonly changes: JobRecord['changes'];
}

/** All records of a settled job as text, in constant memory, as fast as it is read; with the names this person may see. */
export async function* downloadRecords(
  queryable: Queryable,
  job: SettledJob,
  format: RecordFormat,
  authority: Authority,
): AsyncGenerator<string> {
  if (format === 'csv')
    yield* csvOf([['Primary ID', 'Last name', 'First name', 'Outcome', 'Code', 'Message', 'Results', 'Changes']]);
  for await (const page of allRecords(queryable, job)) {
    const records = await withNames(queryable, page, authority);
    if (format === 'jsonl') yield records.map((record) => `${JSON.stringify(record)}\n`).join('');
    else yield* csvOf(records.map(csvRow));
  }
}

interface NamedUser {
  readonly id: number;
  readonly primaryId: string;
  readonly lastName: string;
  readonly firstName: string;
}

async function withNames(
  queryable: Queryable,
  page: readonly JobRecord[],
  authority: Authority,
): Promise<DownloadedRecord[]> {
  const users = await queryable.query<NamedUser>(sql`
    SELECT u.id, u.primary_id AS "primaryId", u.last_name AS "lastName", u.first_name AS "firstName"
    FROM users u WHERE u.id = ANY (${page.map(({ userId }) => userId)}::int[]) AND ${visibleUsers(authority)}`);
  const byId = new Map(users.map((user) => [user.id, user]));
  return page.map((record) => {
    const { primaryId = null, lastName = null, firstName = null } = byId.get(record.userId) ?? {};
    const headline = recordHeadline(record);
    const { outcome, results, changes } = record;
    return {
      primaryId,
      lastName,
      firstName,
      outcome,
      code: headline.code,
      message: messageOf(headline),
      results,
      changes,
    };
  });
}

function csvRow({
  primaryId,
  lastName,
  firstName,
  outcome,
  code,
  message,
  results,
  changes,
}: DownloadedRecord): (string | null)[] {
  return [primaryId, lastName, firstName, outcome, code, message, JSON.stringify(results), JSON.stringify(changes)];
}

/** Rows as CSV (RFC 4180). Cells that a spreadsheet would take for a formula are made text: a name is not a program. */
function csvOf(rows: readonly (string | null)[][]): Stringifier {
  const stringifier = stringify({ escape_formulas: true, record_delimiter: 'windows', encoding: 'utf8' });
  stringifier.setEncoding('utf8');
  for (const row of rows) stringifier.write(row);
  stringifier.end();
  return stringifier;
}
