import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Allowance, allowanceOf } from './allowance.ts';

/** How many event streams one person may have open. */
export const STREAMS_PER_PRINCIPAL = 20;

// A stream that is full, and stays so without one byte taken for this long, has no reader any more.
const UNREAD_TIMEOUT_MS = 20_000;

/** The open event streams (GraphQL over SSE), which end when their token does and when the server stops. */
export interface EventStreams {
  /** Whether the request is for an event stream. */
  wanted(request: IncomingMessage): boolean;
  /** Watches over a stream to be; false when the principal has too many. `expiresAt`: when the credential ends. */
  open(response: ServerResponse, principal: string, expiresAt: Date | null): boolean;
  /** Cuts all of them. */
  closeAll(): void;
}

export function eventStreams(allowance: Allowance = allowanceOf(STREAMS_PER_PRINCIPAL)): EventStreams {
  const streams = new Set<ServerResponse>();
  return {
    wanted: (request) => request.headers.accept?.includes('text/event-stream') ?? false,
    open(response, principal, expiresAt) {
      const giveBack = allowance.take(principal);
      if (!giveBack) return false;
      streams.add(response);
      const expiry = expiresAt && setTimeout(() => response.destroy(), expiresAt.getTime() - Date.now());
      const watch = dropWhenUnread(response);
      response.once('close', () => {
        clearInterval(watch);
        giveBack();
        streams.delete(response);
        if (expiry) clearTimeout(expiry);
      });
      return true;
    },
    closeAll() {
      for (const response of streams) response.destroy();
    },
  };
}

function dropWhenUnread(response: ServerResponse): NodeJS.Timeout {
  let writtenBefore = -1;
  return setInterval(() => {
    const written = response.socket?.bytesWritten ?? 0;
    if (response.writableNeedDrain && written === writtenBefore) response.destroy();
    writtenBefore = response.writableNeedDrain ? written : -1;
  }, UNREAD_TIMEOUT_MS);
}
