import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Authority } from '../access/authority.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import type { Route } from '../graphql/route.ts';
import { Forbidden, NotFound, Problem } from '../platform/problems.ts';
import { answerError, type Exchange } from './exchange.ts';

/** Answers a request by the route that matched; `parameters` are what its path holds. */
export async function answerByRoute(
  route: Route,
  parameters: Readonly<Record<string, string>>,
  exchange: Exchange,
  context: GraphQLContext & { readonly authority: Authority },
): Promise<void> {
  const { response } = exchange;
  try {
    const { status, headers, body } = await route.answer(parameters, context);
    response.writeHead(status, headers);
    if (typeof body === 'string') response.end(body);
    else await pipeline(Readable.from(body, { objectMode: false }), response);
  } catch (error) {
    if (error instanceof Problem && !response.headersSent) {
      answerError(exchange, statusOf(error), error.code, error.message);
    } else if (!response.destroyed) throw error;
  }
}

function statusOf(problem: Problem): number {
  if (problem instanceof NotFound) return 404;
  return problem instanceof Forbidden ? 403 : 400;
}
