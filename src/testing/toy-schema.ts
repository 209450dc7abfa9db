import { GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import type { GraphQLContext } from '../graphql/context.ts';
import { Latest } from '../platform/latest.ts';
import { InvalidInput } from '../platform/problems.ts';

/** A schema whose fields do to a server what real ones seldom do; `following` tells how many of its streams are open. */
export function toySchema() {
  const streams = new Set<Latest<number>>();
  const string = (resolve: (context: GraphQLContext) => unknown) => ({
    type: GraphQLString,
    resolve: (_root: unknown, _args: unknown, context: GraphQLContext) => resolve(context),
  });
  const Query: GraphQLObjectType = new GraphQLObjectType({
    name: 'Query',
    fields: () => ({
      who: string(({ authority }) => authority?.primaryId),
      bug: string(() => {
        throw new Error('a secret of the server');
      }),
      problem: string(() => {
        throw InvalidInput.at(['where', 'lastName'], 'Too short.');
      }),
      self: { type: Query, resolve: () => ({}) },
      list: { type: new GraphQLList(Query), resolve: () => [{}] },
    }),
  });
  const Mutation = new GraphQLObjectType({ name: 'Mutation', fields: { change: string(() => 'changed') } });
  const Subscription = new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      /** Tells `to` at once and ends, or stays open when there is none. */
      numbers: {
        type: GraphQLInt,
        args: { to: { type: GraphQLInt }, name: { type: GraphQLString } },
        subscribe: (_root, { to }: { to?: number }) => {
          const stream = new Latest<number>(() => streams.delete(stream));
          streams.add(stream);
          stream.push(to ?? 0);
          if (to !== undefined) stream.end();
          return stream;
        },
        resolve: (value) => value,
      },
      broken: {
        type: new GraphQLNonNull(GraphQLInt),
        subscribe: () => {
          throw new Error('a secret of the stream');
        },
      },
    },
  });
  return {
    schema: new GraphQLSchema({ query: Query, mutation: Mutation, subscription: Subscription }),
    following: () => streams.size,
  };
}
