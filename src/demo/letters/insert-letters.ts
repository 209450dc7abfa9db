import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { accountNotice } from './account-letters.ts';
import type { DemoLetter } from './demo-letter.ts';
import { jobEnded } from './job-letters.ts';
import { generalMessage, roleGranted } from './user-letters.ts';

/** The letters with texts. The others of the code table are sent by other systems; users opt out of them here. */
export const demoLetters: readonly DemoLetter[] = [generalMessage, roleGranted, accountNotice, jobEnded];

/** Writes the letters with their first version; their codes are in the code table already. */
export async function insertLetters(transaction: Queryable): Promise<void> {
  const letters = sql`jsonb_to_recordset(${JSON.stringify(demoLetters)}::jsonb)
    AS given (code text, description text, purpose letter_purpose, templates jsonb)`;
  await transaction.execute(sql`
    INSERT INTO letter (code, description, purpose, current_version) SELECT code, description, purpose, 1 FROM ${letters}`);
  await transaction.execute(sql`
    INSERT INTO letter_version (letter_code, version, default_language, templates) SELECT code, 1, 'en', templates FROM ${letters}`);
}
