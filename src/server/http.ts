import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate, InvalidCredential, type Principal } from '../access/authenticate.ts';
import type { Services } from '../graphql/context.ts';
import type { Route } from '../graphql/route.ts';
import { today } from '../platform/clock.ts';
import { onCredentialEnd } from './credential-end.ts';
import type { EventStreams } from './event-streams.ts';
import { answerError, beginExchange, type Exchange } from './exchange.ts';
import { GRAPHQL_PATH, type GraphQLEngine } from './graphql-engine.ts';
import { answerLive, answerReady } from './health.ts';
import { operationContext } from './operation-context.ts';
import { answerByRoute } from './route-answer.ts';
import type { Uploads } from './uploads.ts';

export interface HttpOptions {
  readonly services: Services;
  readonly engine: GraphQLEngine;
  readonly uploads: Uploads;
  readonly routes: readonly Route[];
  readonly streams: EventStreams;
  /** Whether the server is about to stop. */
  readonly stopping: () => boolean;
}

/** Answers every HTTP request: health, GraphQL (SSE and GraphiQL included), and the plain routes. */
export function httpListener(options: HttpOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const exchange = beginExchange(request, response, options.services.log);
    answer(exchange, options).catch((error) => {
      exchange.log.error({ err: error }, 'request failed');
      if (response.headersSent) response.destroy();
      else answerError(exchange, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on the server.');
    });
  };
}

async function answer(exchange: Exchange, options: HttpOptions): Promise<void> {
  const path = exchange.request.url?.split('?', 1)[0] ?? '/';
  if (path === '/health/live') return answerLive(exchange);
  if (path === '/health/ready') return answerReady(exchange, options.services, options.stopping());
  if (path === GRAPHQL_PATH) return answerGraphQL(exchange, options);
  return answerRoute(exchange, path, options);
}

async function answerGraphQL(exchange: Exchange, options: HttpOptions): Promise<void> {
  const { request, response, clientGone } = exchange;
  const { principal, credentialRefused } = await identify(exchange, options.services);
  const { streams } = options;
  const holder = principal?.authority.primaryId ?? request.socket.remoteAddress ?? '';
  const watch = principal ? (end: () => void) => onCredentialEnd(options.services, principal, end) : undefined;
  if (streams.wanted(request) && !streams.open(response, holder, watch)) {
    return answerError(exchange, 429, 'LIMIT_EXCEEDED', 'You have too many event streams open.');
  }
  const authority = principal?.authority ?? null;
  const { uploads } = options;
  const isUpload = uploads.wanted(request);
  const refusal = isUpload && uploads.begin(response, authority);
  if (refusal) return answerError(exchange, refusal.status, refusal.code, refusal.message);
  const engine = isUpload ? uploads.engine : options.engine;
  await engine.handle(request, response, {
    ...operationContext(options.services, exchange.requestId, { authority, credentialRefused, clientGone }),
    onOperation: (operation) => {
      exchange.operation = operation;
    },
  });
}

async function answerRoute(exchange: Exchange, path: string, options: HttpOptions): Promise<void> {
  const { request, requestId, clientGone } = exchange;
  for (const route of options.routes) {
    const match = route.path.exec(path);
    if (!match) continue;
    if (request.method !== 'GET') return answerError(exchange, 405, 'METHOD_NOT_ALLOWED', 'Only GET is allowed here.');
    const { principal } = await identify(exchange, options.services);
    if (!principal) return answerError(exchange, 401, 'UNAUTHENTICATED', 'Send a valid bearer token.');
    const { authority } = principal;
    const context = { ...operationContext(options.services, requestId, { authority, clientGone }), authority };
    return answerByRoute(route, match.groups ?? {}, exchange, context);
  }
  answerError(exchange, 404, 'NOT_FOUND', `There is nothing here; GraphQL is at ${GRAPHQL_PATH}.`);
}

async function identify(
  exchange: Exchange,
  { database, signingKey, config }: Services,
): Promise<{ principal: Principal | null; credentialRefused: boolean }> {
  try {
    const context = { database, signingKey, today: today(config.timeZone) };
    const principal = await authenticate(context, exchange.request.headers.authorization);
    exchange.principal = principal?.authority.primaryId;
    return { principal, credentialRefused: false };
  } catch (error) {
    // Not refused outright: whoever holds an old token must still be able to sign in.
    if (error instanceof InvalidCredential) return { principal: null, credentialRefused: true };
    throw error;
  }
}
