import { stringify } from 'csv-stringify/sync';
import type { Database } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';

const PAGE = 5_000;

/** The lines of an upload that were not added, as CSV, in constant memory. Cells that look like formulas are made text. */
export async function* downloadLines(database: Database, uploadId: number): AsyncGenerator<string> {
  const csvOf = (rows: (string | number)[][]) =>
    stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });
  yield csvOf([['Line', 'Value', 'Reason']]);
  let after = 0;
  for (;;) {
    const lines = await database.query<{ line: number; value: string; outcome: string }>(sql`
      SELECT line, value, outcome FROM user_set_upload_line
      WHERE upload_id = ${uploadId} AND line > ${after} ORDER BY line LIMIT ${PAGE}`);
    const last = lines.at(-1);
    if (!last) return;
    yield csvOf(lines.map(({ line, value, outcome }) => [line, value, outcome]));
    after = last.line;
  }
}
