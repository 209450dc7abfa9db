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
  /** Watches over a stream to be; false when its holder has too many. `watch` is told what ends it, and gives what ends the watching. */
  open(response: ServerResponse, holder: string, watch?: (end: () => void) => () => void): boolean;
  /** Cuts all of them. */
  closeAll(): void;
}

export function eventStreams(allowance: Allowance = allowanceOf(STREAMS_PER_PRINCIPAL)): EventStreams {
  const streams = new Set<ServerResponse>();
  return {
    wanted: (request) => request.headers.accept?.includes('text/event-stream') ?? false,
    open(response, holder, watch) {
      const giveBack = allowance.take(holder);
      if (!giveBack) return false;
      streams.add(response);
      const unwatch = watch?.(() => response.destroy());
      const reading = dropWhenUnread(response);
      response.once('close', () => {
        clearInterval(reading);
        giveBack();
        streams.delete(response);
        unwatch?.();
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
