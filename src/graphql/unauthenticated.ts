import { GraphQLError } from 'graphql';
import type { Authority } from '../access/authority.ts';
import type { GraphQLContext } from './context.ts';

/** The answer to an operation that needs somebody to be signed in. */
export function unauthenticated(message = 'Sign in first: send a bearer token.'): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });
}

/** Who is asking, where the scopes have made sure already that somebody is. */
export function authorityIn(context: GraphQLContext): Authority {
  if (!context.authority) throw unauthenticated();
  return context.authority;
}
