import { createClient } from 'graphql-ws';
import { type GraphQLAnswer, type Operation, operationBody } from './operation.ts';
import { readEvents } from './read-events.ts';

export interface ClientOptions {
  /** The server's GraphQL address, with http or https. */
  readonly url: string;
  /** The bearer token; absent: anonymous. */
  readonly token?: string;
  /** How often a lost WebSocket is opened again before the subscription fails. */
  readonly retryAttempts?: number;
}

/** Speaks GraphQL with a server, the way any client would: over HTTP, WebSocket and server-sent events. */
export interface Client extends AsyncDisposable {
  /** Runs a query or mutation over HTTP. Throws only when there is no GraphQL answer. */
  query: <Result, Variables>(...operation: Operation<Result, Variables>) => Promise<GraphQLAnswer<Result>>;
  /** Like `query`, for the data alone. Throws when the answer has errors. */
  data: <Result, Variables>(...operation: Operation<Result, Variables>) => Promise<Result>;
  /** Runs a subscription over the client's WebSocket, which opens with the first one. */
  subscribe: <Result, Variables>(
    ...operation: Operation<Result, Variables>
  ) => AsyncIterableIterator<GraphQLAnswer<Result>>;
  /** Runs a subscription as an event stream (GraphQL over SSE). */
  subscribeOverEvents: <Result, Variables>(
    ...operation: Operation<Result, Variables>
  ) => AsyncIterableIterator<GraphQLAnswer<Result>>;
}

/** Opens a client. Nothing is connected before the first operation. */
export function openClient({ url, token, retryAttempts = 5 }: ClientOptions): Client {
  const authorization = token && `Bearer ${token}`;
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: { authorization },
    retryAttempts,
    lazyCloseTimeout: 0,
  });
  const post = (accept: string, body: string, signal?: AbortSignal) =>
    fetch(url, { method: 'POST', headers: { ...headers, accept }, body, signal });
  const client: Client = {
    async query(...operation) {
      const response = await post('application/json', operationBody(operation));
      return response.json() as Promise<GraphQLAnswer<never>>;
    },
    async data(...operation) {
      const { data, errors } = await client.query(...operation);
      if (errors || !data) throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'There is no data.');
      return data;
    },
    subscribe: (...operation) => socket.iterate(JSON.parse(operationBody(operation))),
    subscribeOverEvents: (...operation) =>
      readEvents((signal) => post('text/event-stream', operationBody(operation), signal)),
    async [Symbol.asyncDispose]() {
      await socket.dispose();
    },
  };
  return client;
}
