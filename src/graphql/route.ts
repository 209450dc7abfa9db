import type { Authority } from '../access/authority.ts';
import type { GraphQLContext } from './context.ts';

/** What a route answers. A body that fails half-way cuts the connection, so that nobody takes it for the whole. */
export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is pulled only as fast as the client reads, and closed when the client goes away. */
  readonly body: string | AsyncIterable<string | Uint8Array>;
}

/** A plain HTTP address beside GraphQL, for what does not fit into JSON: GET only, for the signed-in only. */
export interface Route {
  /** Matched against the whole path; its named groups are the `parameters`. */
  readonly path: RegExp;
  /** Problems it throws are answered with a status: NotFound 404, Forbidden 403, others 400. */
  answer(
    parameters: Readonly<Record<string, string>>,
    context: GraphQLContext & { readonly authority: Authority },
  ): Promise<RouteAnswer>;
}
