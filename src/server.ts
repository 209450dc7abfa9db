import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Services } from './graphql/context.ts';
import { routes as allRoutes } from './routes.ts';
import { schema as wholeSchema } from './schema.ts';
import { eventStreams } from './server/event-streams.ts';
import { createGraphQLEngine, GRAPHQL_PATH } from './server/graphql-engine.ts';
import { httpListener } from './server/http.ts';
import { uploads } from './server/uploads.ts';
import { principalSocket, webSocketProtocol } from './server/web-socket-protocol.ts';
import { webSockets } from './server/web-sockets.ts';

export interface ServerOptions {
  readonly services: Services;
  readonly schema?: GraphQLSchema;
  readonly routes?: typeof allRoutes;
  /** Where to listen; absent: where the configuration says. */
  readonly port?: number;
}

/** A server that listens. */
export interface RunningServer {
  /** The address of GraphQL, for HTTP and SSE; with ws in place of http, for WebSocket. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops in order: not ready any more, no new connections, streams told to go away over `spreadMs`, requests under way
   * finished. What is still there after `graceMs` is cut off.
   */
  stop(options?: { readonly spreadMs?: number; readonly graceMs?: number }): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
// Long enough for the largest file over a slow line.
const REQUEST_TIMEOUT_MS = 120_000;
const IDLE_SWEEP_MS = 25;

/** Serves the schema over HTTP, server-sent events and WebSocket on one port, and the plain routes beside it. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { schema = wholeSchema, routes = allRoutes } = options;
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS });
  const port = await listen(server, options.port ?? options.services.config.port, options.services.config.host);
  const services = withPort(options.services, port);
  const { config, log } = services;
  let stopping = false;
  const engine = createGraphQLEngine(schema, log);
  const streams = eventStreams();
  const sockets = webSockets({
    protocol: webSocketProtocol(services, engine),
    extra: principalSocket,
    originAllowed: (origin, request) => originAllowed(origin, request, config.publicUrl),
    log,
  });
  server.on(
    'request',
    httpListener({ services, engine, uploads: uploads(schema, services), routes, streams, stopping: () => stopping }),
  );
  server.on('upgrade', sockets.upgrade);
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}${GRAPHQL_PATH}`,
    port,
    async stop({ spreadMs = 0, graceMs = 5_000 } = {}) {
      stopping = true;
      const closed = close(server, spreadMs + graceMs);
      streams.closeAll();
      await Promise.all([sockets.closeAll(spreadMs, graceMs), closed]);
    },
  };
}

/** Takes no more connections, and closes each once its request is answered; after `timeoutMs`, whatever is left. */
async function close(server: Server, timeoutMs: number): Promise<void> {
  // A connection that is kept alive becomes idle only after its answer: closing the idle ones once is not enough.
  const sweeping = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweeping);
  clearTimeout(cutting);
}

/** The public address of a server that took any free port is known only now. */
function withPort(services: Services, port: number): Services {
  const publicUrl = services.config.publicUrl.replace(/:0$/, `:${port}`);
  return { ...services, config: { ...services.config, publicUrl } };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

// A browser sends the user's credentials along wherever a page connects to; other clients send no origin.
function originAllowed(origin: string, { headers }: IncomingMessage, publicUrl: string): boolean {
  return URL.canParse(origin) && [headers.host, new URL(publicUrl).host].includes(new URL(origin).host);
}
