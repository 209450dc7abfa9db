import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A user as a SCIM server keeps one. */
export type StoredUser = Record<string, unknown> & { readonly id: string };

/** One request as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown> | null;
}

/** Answers in place of the server; false: let it answer itself. */
export type Interference = (request: SeenRequest, response: ServerResponse) => boolean;

/** A small SCIM 2.0 server over HTTP: users can be found by equality, created and patched. */
export interface ScimServer extends AsyncDisposable {
  readonly url: string;
  readonly users: Map<string, StoredUser>;
  readonly requests: SeenRequest[];
  /** Asked before every answer. */
  interfere: Interference;
}

/** Starts one on a free port. */
export async function startScimServer(token: string): Promise<ScimServer> {
  const users = new Map<string, StoredUser>();
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const seen = await read(request);
    requests.push(seen);
    if (scim.interfere(seen, response)) return;
    if (seen.authorization !== `Bearer ${token}`) return answer(response, 401, { detail: 'Who are you?' });
    respond(users, seen, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scim: ScimServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`,
    users,
    requests,
    interfere: () => false,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return scim;
}

/** Sends a status with a SCIM body. */
export function answer(response: ServerResponse, status: number, body?: object, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/scim+json', ...headers });
  response.end(body && JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const { method = '', url = '', headers } = request;
  return {
    method,
    path: url.replace('/scim/v2', ''),
    authorization: headers.authorization,
    body: text === '' ? null : JSON.parse(text),
  };
}

function respond(users: Map<string, StoredUser>, { method, path, body }: SeenRequest, response: ServerResponse) {
  const { pathname, searchParams } = new URL(path, 'http://scim');
  const id = pathname.replace(/^\/Users\/?/, '');
  if (method === 'GET') return answer(response, 200, found(users, searchParams.get('filter') ?? ''));
  if (method === 'POST') return create(users, body ?? {}, response);
  const stored = users.get(id);
  if (!stored) return answer(response, 404, { detail: 'No such user.' });
  const [operation] = (body?.Operations ?? []) as { op: string; value: object }[];
  users.set(id, { ...stored, ...operation?.value });
  return answer(response, 200, users.get(id));
}

function found(users: Map<string, StoredUser>, filter: string): object {
  const [, name = '', value = '""'] = /^(\w+) eq (".*")$/.exec(filter) ?? [];
  const Resources = [...users.values()].filter((user) => same(user[name], JSON.parse(value)));
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: Resources.length, Resources };
}

// RFC 7643 §4.1.1: user names are the same in upper and lower case.
function same(one: unknown, other: unknown): boolean {
  return one !== undefined && String(one).toLowerCase() === String(other).toLowerCase();
}

function create(users: Map<string, StoredUser>, body: object, response: ServerResponse) {
  const userName: unknown = Reflect.get(body, 'userName');
  const taken = [...users.values()].some((user) => same(user.userName, userName));
  if (taken) return answer(response, 409, { scimType: 'uniqueness', detail: 'The userName is taken.' });
  const id = `scim-${users.size + 1}`;
  users.set(id, { ...body, id });
  return answer(response, 201, users.get(id));
}
