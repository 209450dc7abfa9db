import type { Queryable } from '../platform/database.ts';
import { Problem } from '../platform/problems.ts';
import { type AuditEvent, recordAuditEvent } from './audit.ts';

/** Does the work; an attempt that is refused leaves an audit event of its own, outside of the transaction it undid. */
export async function auditRefusals<Result>(
  queryable: Queryable,
  event: AuditEvent,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) {
      const details = { ...event.details, message: error.message };
      await recordAuditEvent(queryable, { ...event, refused: error.code, details });
    }
    throw error;
  }
}
