import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../platform/log.ts';
import { GRAPHQL_PATH } from './graphql-engine.ts';

/** What the server keeps about an open socket. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

export interface WebSocketsOptions<Extra extends SocketExtra> {
  /** The protocol's side: who may connect, and what an operation is run with. */
  readonly protocol: ServerOptions<Record<string, unknown>, Extra>;
  readonly extra: (socket: WebSocket, request: IncomingMessage) => Extra;
  /** Whether a browser's page at this origin may connect. */
  readonly originAllowed: (origin: string, request: IncomingMessage) => boolean;
  readonly log: Log;
}

/** The open WebSockets. */
export interface WebSockets {
  /** Takes over a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  /** Closes all with 1001, a few at a time over `spreadMs`, and cuts those that have not gone `graceMs` later. */
  closeAll(spreadMs: number, graceMs: number): Promise<void>;
}

/** The most one message may hold, in bytes. */
export const MAX_MESSAGE_BYTES = 64 * 1024;

// Far above what any one message holds: only a client that does not read gets there.
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const PING_INTERVAL_MS = 12_000;

export function webSockets<Extra extends SocketExtra>(options: WebSocketsOptions<Extra>): WebSockets {
  const protocol = makeServer(options.protocol);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    keepAlive(socket);
    socket.on('error', (error) => options.log.debug({ err: error }, 'socket failed'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) => socket.on('message', (data) => deliver(receive, String(data), socket, options.log)),
      },
      options.extra(socket, request),
    );
    socket.once('close', (code, reason) => {
      closed(code, String(reason)).catch((error) => options.log.error({ err: error }, 'closing a socket failed'));
    });
  });
  return {
    upgrade(request, connection, head) {
      const refusal = refusalOf(request, options.originAllowed);
      if (refusal) return refuse(connection, refusal);
      sockets.handleUpgrade(request, connection, head, (socket) => sockets.emit('connection', socket, request));
    },
    closeAll: (spreadMs, graceMs) => closeAll([...sockets.clients], spreadMs, graceMs),
  };
}

function refusalOf(request: IncomingMessage, originAllowed: WebSocketsOptions<SocketExtra>['originAllowed']) {
  if (request.url?.split('?', 1)[0] !== GRAPHQL_PATH) return '404 Not Found';
  const { origin } = request.headers;
  return origin !== undefined && !originAllowed(origin, request) ? '403 Forbidden' : null;
}

function refuse(connection: Duplex, status: string): void {
  connection.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

async function deliver(
  receive: (data: string) => Promise<void>,
  data: string,
  socket: WebSocket,
  log: Log,
): Promise<void> {
  try {
    await receive(data);
  } catch (error) {
    log.error({ err: error }, 'a message over a socket failed');
    socket.close(4500, 'Internal server error');
  }
}

// The protocol waits for the promise before it pulls the next value of that operation: a slow reader slows its source.
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
    if (socket.readyState !== socket.OPEN) return resolve();
    // An error here is a connection that is gone, and 'close' tells of that.
    socket.send(data, () => resolve());
  });
}

function keepAlive(socket: WebSocket): void {
  let answered = true;
  const pinging = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_INTERVAL_MS);
  socket.on('pong', () => {
    answered = true;
  });
  socket.once('close', () => clearInterval(pinging));
}

async function closeAll(sockets: readonly WebSocket[], spreadMs: number, graceMs: number): Promise<void> {
  await Promise.all(
    sockets.map(async (socket, index) => {
      // Spread, so that the other processes are not stormed by everybody at once.
      const closing = setTimeout(() => socket.close(1001, 'Going away'), (spreadMs * index) / sockets.length);
      const cutting = setTimeout(() => socket.terminate(), spreadMs + graceMs);
      await new Promise((resolve) => socket.once('close', resolve));
      clearTimeout(closing);
      clearTimeout(cutting);
    }),
  );
}
