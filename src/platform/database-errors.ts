import pg from 'pg';

/** PostgreSQL's five-character code of an error (`23505`), or undefined when it is not the server's error. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The name of the constraint that a statement broke: unique, foreign key, check. Undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code?.startsWith('23') ? error.constraint : undefined;
}

// Classes of SQLSTATE that say "not now": connection, rollback by the server, resources, object in use, operator, system.
const PASSING_CLASSES = new Set(['08', '25', '40', '53', '55', '57', '58']);

/** Whether the same statements may well succeed when sent again: the server restarts, is full, or chose us as a deadlock's victim. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return PASSING_CLASSES.has(state.slice(0, 2));
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  // node-postgres tells of a lost connection by words alone.
  return (
    (typeof code === 'string' && /^E[A-Z]+$/.test(code)) ||
    /connection (terminated|error|timeout)|timeout exceeded|not queryable/i.test(error.message)
  );
}
