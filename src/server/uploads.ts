import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { type Authority, mayManageUsers } from '../access/authority.ts';
import type { Services } from '../graphql/context.ts';
import { allowanceOf } from './allowance.ts';
import { createUploadEngine, type GraphQLEngine } from './graphql-engine.ts';

/** How many files one process reads at once: each is in memory as a whole. */
export const UPLOADS_AT_ONCE = 3;

/** Requests that bring a file. */
export interface Uploads {
  /** Reads them: like the engine of all other requests, but for a body as large as a file. */
  readonly engine: GraphQLEngine;
  /** Whether the request brings a file. */
  wanted(request: IncomingMessage): boolean;
  /** Takes a place until the response has ended; or says, before a byte of the file is read, why there is none. */
  begin(response: ServerResponse, authority: Authority | null): UploadRefusal | null;
}

/** Why a file is not read, as HTTP answers it. */
export interface UploadRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const anonymous = { status: 401, code: 'UNAUTHENTICATED', message: 'Sign in first, and send the bearer token.' };
const forbidden = { status: 403, code: 'FORBIDDEN', message: 'Your roles do not allow this.' };
const busy = { status: 429, code: 'LIMIT_EXCEEDED', message: 'Files are being read already. Try again in a moment.' };

/** Takes files from people who manage users: one at a time from each, and only so many at once. */
export function uploads(schema: GraphQLSchema, { log, config }: Services): Uploads {
  const [perPerson, together] = [allowanceOf(1), allowanceOf(UPLOADS_AT_ONCE)];
  return {
    engine: createUploadEngine(schema, log, config.setFileLimit),
    wanted: ({ headers }) => headers['content-type']?.toLowerCase().startsWith('multipart/form-data') ?? false,
    begin(response, authority) {
      if (!authority) return anonymous;
      if (!mayManageUsers(authority)) return forbidden;
      const own = perPerson.take(authority.primaryId);
      const place = own && together.take('');
      if (!place) {
        own?.();
        return busy;
      }
      response.once('close', () => {
        own();
        place();
      });
      return null;
    },
  };
}
