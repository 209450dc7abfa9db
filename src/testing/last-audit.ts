import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';

/** An entry of the audit log, as far as tests look at it. */
export interface AuditEntry {
  readonly actor: string;
  readonly authority: string;
  readonly operation: string;
  readonly refused: string | null;
  readonly subject: string | null;
  readonly details: unknown;
}

/** The newest entry of the audit log; undefined while there is none. */
export async function lastAudit(queryable: Queryable): Promise<AuditEntry | undefined> {
  const [entry] = await queryable.query<AuditEntry>(sql`
    SELECT actor, authority, operation, refused, subject, details FROM audit_event ORDER BY id DESC LIMIT 1`);
  return entry;
}
