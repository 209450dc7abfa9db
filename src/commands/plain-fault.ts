import { ConfigError } from '../config.ts';
import { sqlState } from '../platform/database-errors.ts';
import { MigrationError } from '../platform/migrate.ts';

/** What ended a program, on stderr, and its exit code: in words where somebody can mend it without reading our code, else as the fault it is. */
export function endPlainly(error: unknown): void {
  const plain = plainFault(error);
  if (plain === null) throw error;
  process.stderr.write(`${plain}\n`);
  process.exitCode = 1;
}

// The network's words for "nobody there", and PostgreSQL's classes for "not you" and "no such database".
const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const NOT_LET_IN = /^(28|3D|08)/;

function plainFault(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof MigrationError) return error.message;
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop what listens there, or set PORT.`;
  const unreachable = typeof code === 'string' && UNREACHABLE.test(code);
  if (!unreachable && !NOT_LET_IN.test(sqlState(error) ?? '')) return null;
  return `The database cannot be used: ${messageOf(error)}. See DATABASE_URL.`;
}

function messageOf(error: unknown): string {
  // Several attempts to connect come as an error without words of its own.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
