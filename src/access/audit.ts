import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import { type Authority, describeAuthority } from './authority.ts';

/** A change, a preview, or an attempt that was refused. */
export interface AuditEvent {
  /** The primary id of who did it, or the one they claimed when nobody was signed in. */
  readonly actor: string;
  /** null: nobody was signed in. COMMAND_LINE: somebody on the machine of the server, who may do everything. */
  readonly authority: Authority | 'COMMAND_LINE' | null;
  /** The mutation's name: `signIn`. */
  readonly operation: string;
  /** The code of the refusal; absent when it was done. */
  readonly refused?: string;
  /** What it was done to: `UserSet:12`. */
  readonly subject?: string;
  /** JSON. Never a password, token or key. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** Writes one audit event; inside the transaction of the change when `queryable` is one. */
export async function recordAuditEvent(queryable: Queryable, event: AuditEvent): Promise<void> {
  const authority = typeof event.authority === 'object' ? describe(event.authority) : event.authority;
  const details = event.details ? JSON.stringify(event.details) : null;
  await queryable.execute(sql`
    INSERT INTO audit_event (actor, authority, operation, refused, subject, details, request_id)
    VALUES (${event.actor}, ${authority}, ${event.operation}, ${event.refused ?? null}, ${event.subject ?? null},
            ${details}::jsonb, ${event.requestId})`);
}

function describe(authority: Authority | null): string {
  return authority ? describeAuthority(authority) : 'ANONYMOUS';
}
