import type { Log } from '../platform/log.ts';

/** An operation under way on a socket. */
export interface RunningOperation {
  readonly requestId: string;
  readonly startedAt: number;
  /** `subscription Watch`, once it is known. */
  operation?: string;
}

/** Remembers that an operation has begun. */
export function beginOperation(requestId: string): RunningOperation {
  return { requestId, startedAt: performance.now() };
}

/** Logs the one line of an operation over a socket, when it has ended; `status` is that of the same answer over HTTP. */
export function logOperation(
  log: Log,
  { requestId, startedAt, operation }: RunningOperation,
  outcome: { readonly principal?: string; readonly status: number },
): void {
  const durationMs = Math.round(performance.now() - startedAt);
  log.info({ requestId, transport: 'websocket', operation, durationMs, ...outcome }, 'request');
}
