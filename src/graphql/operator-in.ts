import type { Operator } from '../access/audited-change.ts';
import type { GraphQLContext } from './context.ts';
import { authorityIn } from './unauthenticated.ts';

/** Who makes the change, as the domain wants to know. */
export function operatorIn(context: GraphQLContext): Operator {
  return { database: context.database, authority: authorityIn(context), requestId: context.requestId };
}
