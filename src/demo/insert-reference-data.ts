import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import { demoCodeTables } from './code-tables.ts';
import { demoInstitution, demoLibraries } from './institution.ts';
import { insertLetters } from './letters/insert-letters.ts';

/** Writes the institution, its libraries with their places, its code tables and letters. */
export async function insertReferenceData(transaction: Queryable): Promise<void> {
  await transaction.execute(
    sql`INSERT INTO institution (code, name) VALUES (${demoInstitution.code}, ${demoInstitution.name})`,
  );
  const libraries = sql`jsonb_to_recordset(${JSON.stringify(demoLibraries)}::jsonb) AS library (code text, name text, desks jsonb, units jsonb)`;
  await transaction.execute(sql`INSERT INTO library (code, name) SELECT code, name FROM ${libraries}`);
  await transaction.execute(sql`
    INSERT INTO circulation_desk (library_code, code, name)
    SELECT library.code, desk->>'code', desk->>'name' FROM ${libraries} CROSS JOIN LATERAL jsonb_array_elements(desks) desk`);
  await transaction.execute(sql`
    INSERT INTO service_unit (library_code, code, name)
    SELECT library.code, unit->>'code', unit->>'name' FROM ${libraries} CROSS JOIN LATERAL jsonb_array_elements(units) unit`);
  await transaction.execute(sql`
    INSERT INTO code (table_name, code, description, position)
    SELECT "tableName", code, description, position FROM jsonb_to_recordset(${JSON.stringify(codeRows())}::jsonb)
      AS listed ("tableName" text, code text, description text, position int)`);
  await insertLetters(transaction);
}

function codeRows() {
  return Object.entries(demoCodeTables).flatMap(([tableName, codes]) =>
    Object.entries(codes).map(([code, description], position) => ({ tableName, code, description, position })),
  );
}
