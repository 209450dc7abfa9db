import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { IdentifierTypes } from './file-header.ts';

/** All identifier types, disabled ones too: whoever has such an identifier keeps it, and can be named by it. */
export async function loadIdentifierTypes(queryable: Queryable): Promise<IdentifierTypes> {
  // A name that was given twice means the type that is still in use.
  const types = await queryable.query<{ code: string; description: string }>(sql`
    SELECT code, description FROM code WHERE table_name = 'IDENTIFIER_TYPE' ORDER BY enabled DESC, position, code`);
  return new Map(types.map(({ code, description }) => [code, description]));
}
