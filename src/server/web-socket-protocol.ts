import type { IncomingMessage } from 'node:http';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { reloadAuthority } from '../access/api-key.ts';
import { authenticate, InvalidCredential, type Principal } from '../access/authenticate.ts';
import type { Services } from '../graphql/context.ts';
import { unauthenticated } from '../graphql/unauthenticated.ts';
import { today } from '../platform/clock.ts';
import { allowanceOf } from './allowance.ts';
import { type ErrorCode, withCode } from './coded-error.ts';
import { onCredentialEnd } from './credential-end.ts';
import { requestIdOf } from './exchange.ts';
import type { GraphQLEngine } from './graphql-engine.ts';
import { operationContext } from './operation-context.ts';
import { beginOperation, logOperation, type RunningOperation } from './operation-log.ts';
import type { SocketExtra } from './web-sockets.ts';

/** How many sockets one person may have open. */
export const SOCKETS_PER_PRINCIPAL = 20;
/** How many operations may be under way on one socket. */
export const OPERATIONS_PER_SOCKET = 50;

const CONNECTION_INIT_TIMEOUT_MS = 5_000;

/** An open socket and, once it is known, who is at its other end. */
export interface PrincipalSocket extends SocketExtra {
  readonly requestId: string;
  readonly operations: Map<string, RunningOperation>;
  /** Aborted when the socket closes. */
  readonly gone: AbortController;
  principal?: Principal;
}

type Parameters = Record<string, unknown>;
type SocketContext = Context<Parameters, PrincipalSocket>;
/** The functions that went through the engine's plugins travel with the arguments made by them. */
type EnvelopedArgs = ExecutionArgs & Pick<ReturnType<GraphQLEngine['getEnveloped']>, 'execute' | 'subscribe'>;

/** What the server remembers of a socket from its first moment on. */
export function principalSocket(socket: WebSocket, request: IncomingMessage): PrincipalSocket {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  return { socket, request, requestId: requestIdOf(request), operations: new Map(), gone };
}

/** GraphQL over WebSocket (graphql-transport-ws): the same engine, context and checks as over HTTP. */
export function webSocketProtocol(
  services: Services,
  engine: GraphQLEngine,
  sockets = allowanceOf(SOCKETS_PER_PRINCIPAL),
): ServerOptions<Parameters, PrincipalSocket> {
  return {
    connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
    async onConnect({ extra, connectionParams }) {
      extra.principal = await identify(services, connectionParams?.authorization);
      if (!extra.principal || extra.socket.readyState !== extra.socket.OPEN) return false;
      const giveBack = sockets.take(extra.principal.authority.primaryId);
      if (!giveBack) {
        extra.socket.close(4429, 'Too many sockets');
        return false;
      }
      extra.socket.once('close', giveBack);
      const { socket } = extra;
      socket.once(
        'close',
        onCredentialEnd(services, extra.principal, () => socket.close(4403, 'Token expired')),
      );
      return true;
    },
    onSubscribe: (context, id, payload) => prepare(services, engine, context, id, payload),
    execute: (args) => (args as EnvelopedArgs).execute(args),
    subscribe: (args) => (args as EnvelopedArgs).subscribe(args),
    onError: ({ extra }, id, _payload, errors) => {
      logEnd(services, extra, id, 400);
      return errors.map((error) => withCode(error, 'BAD_USER_INPUT').toJSON());
    },
    onComplete: ({ extra }, id) => logEnd(services, extra, id, 200),
  };
}

function logEnd({ log }: Services, { operations, principal }: PrincipalSocket, id: string, status: number): void {
  const operation = operations.get(id);
  if (operation) logOperation(log, operation, { principal: principal?.authority.primaryId, status });
  operations.delete(id);
}

async function identify(services: Services, credential: unknown): Promise<Principal | undefined> {
  if (typeof credential !== 'string') return undefined;
  try {
    const { database, signingKey, config } = services;
    return (await authenticate({ database, signingKey, today: today(config.timeZone) }, credential)) ?? undefined;
  } catch (error) {
    if (error instanceof InvalidCredential) return undefined;
    throw error;
  }
}

async function prepare(
  services: Services,
  engine: GraphQLEngine,
  { extra, subscriptions }: SocketContext,
  id: string,
  payload: SubscribePayload,
): Promise<EnvelopedArgs | readonly GraphQLError[]> {
  const running = beginOperation(`${extra.requestId}.${id}`);
  extra.operations.set(id, running);
  if (Object.keys(subscriptions).length > OPERATIONS_PER_SOCKET) return [tooManyOperations()];
  const day = today(services.config.timeZone);
  const authority = extra.principal && (await reloadAuthority(services.database, extra.principal.authority, day));
  if (!authority) {
    extra.socket.close(4403, 'Forbidden');
    return [unauthenticated({ credentialRefused: true })];
  }
  const context = {
    ...operationContext(services, running.requestId, { authority, clientGone: extra.gone.signal }),
    onOperation: (operation: string) => {
      running.operation = operation;
    },
  };
  const { schema, parse, validate, contextFactory, execute, subscribe } = engine.getEnveloped(context);
  const { query, operationName, variables: variableValues } = payload;
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors as GraphQLError[];
    const contextValue = await contextFactory();
    return { schema, document, operationName, variableValues, contextValue, execute, subscribe };
  } catch (error) {
    // What cannot be parsed is thrown; let through, it would close the socket and everything else on it.
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function tooManyOperations(): GraphQLError {
  return new GraphQLError(`At most ${OPERATIONS_PER_SOCKET} operations may be under way on one socket.`, {
    extensions: { code: 'LIMIT_EXCEEDED' satisfies ErrorCode },
  });
}
