import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../platform/log.ts';

/** One HTTP request and its answer, as the log tells of it. */
export interface Exchange {
  readonly requestId: string;
  readonly log: Log;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the client goes away before it has the whole answer. */
  readonly clientGone: AbortSignal;
  /** The primary id of who asks, as soon as it is known. */
  principal?: string;
  /** `query Catalogers`, as soon as it is known. */
  operation?: string;
}

const SANE_REQUEST_ID = /^[\w.:-]{1,100}$/;

/** The caller's own id for the request when it is fit for logs and headers, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
}

/** Begins an exchange: names it in the response, and logs one line when it is over, however it ends. */
export function beginExchange(request: IncomingMessage, response: ServerResponse, log: Log): Exchange {
  const requestId = requestIdOf(request);
  const startedAt = performance.now();
  const gone = new AbortController();
  const exchange: Exchange = { requestId, log: log.child({ requestId }), request, response, clientGone: gone.signal };
  response.setHeader('x-request-id', requestId);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
    exchange.log.info(
      {
        method: request.method,
        path: request.url?.split('?', 1)[0],
        operation: exchange.operation,
        principal: exchange.principal,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        // The client went away before it had the whole answer.
        ...(response.writableFinished ? {} : { aborted: true }),
      },
      'request',
    );
  });
  return exchange;
}

/** Answers with JSON. */
export function answerJson({ response }: Exchange, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(value)}\n`);
}

/** Answers in the form of a GraphQL response without data. */
export function answerError(exchange: Exchange, status: number, code: string, message: string): void {
  const extensions = { code, requestId: exchange.requestId };
  answerJson(exchange, status, { errors: [{ message, extensions }] });
}
