import { GraphQLError } from 'graphql';
import type { Authority } from '../access/authority.ts';
import type { GraphQLContext } from './context.ts';

/** The answer to an operation that needs somebody to be signed in. */
export function unauthenticated({ credentialRefused }: Pick<GraphQLContext, 'credentialRefused'>): GraphQLError {
  const message = credentialRefused
    ? 'The bearer token is not valid or has expired. Sign in again.'
    : 'Sign in first, and send the bearer token.';
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });
}

/** Who is asking, where the scopes have made sure already that somebody is. */
export function authorityIn(context: GraphQLContext): Authority {
  if (!context.authority) throw unauthenticated(context);
  return context.authority;
}
