import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '../graphql/builder.ts';
import { type PageArguments, pageSize } from '../graphql/connection.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import type { User as UserRow } from '../platform/prisma/client.ts';
import { countUsers } from './search/count-users.ts';
import { FacetCounts } from './search/facet-counts.ts';
import { type FoundPage, pageOfUsers, type UserList } from './search/page-of-users.ts';
import { User } from './user.graphql.ts';
import { UserFacets } from './user-facets.graphql.ts';

interface Edge {
  readonly cursor: string;
  readonly node: UserRow;
}

/** A page of a list of users. What nobody asks for is not looked up. */
export class UserPage {
  readonly list: UserList;
  readonly #context: GraphQLContext;
  readonly #info: GraphQLResolveInfo;
  readonly #args: PageArguments;
  #found: Promise<FoundPage> | undefined;
  #edges: Promise<Edge[]> | undefined;

  constructor(list: UserList, args: PageArguments, context: GraphQLContext, info: GraphQLResolveInfo) {
    this.list = list;
    this.#args = args;
    this.#context = context;
    this.#info = info;
  }

  get edges(): Promise<Edge[]> {
    this.#edges ??= this.#load();
    return this.#edges;
  }

  get pageInfo() {
    return this.#find().then(({ users, hasNextPage, hasPreviousPage }) => {
      const ends = { startCursor: users.at(0)?.cursor ?? null, endCursor: users.at(-1)?.cursor ?? null };
      return { hasNextPage, hasPreviousPage, ...ends };
    });
  }

  #find(): Promise<FoundPage> {
    const { last, after, before } = this.#args;
    const page = { size: pageSize(this.#args), fromEnd: typeof last === 'number', after, before };
    this.#found ??= pageOfUsers(this.#context.database, this.list, page);
    return this.#found;
  }

  async #load(): Promise<Edge[]> {
    const { users } = await this.#find();
    const [context, info] = [this.#context, this.#info];
    const query = queryFromInfo({ context, info, typeName: 'User', paths: [['edges', 'node'], ['nodes']] });
    const rows = await context.database.prisma.user.findMany({
      ...query,
      where: { id: { in: users.map(({ id }) => id) } },
    });
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    // Who was deleted since is on no page any more.
    return users.flatMap(({ id, cursor }) => {
      const node = rowOf.get(id);
      return node ? [{ cursor, node }] : [];
    });
  }
}

/** Lists of users, wherever they come from: `t.connection({ type: User, resolve: … new UserPage(…) }, UserConnection)`. */
export const UserConnection = builder.connectionObject<typeof User, UserPage>({
  name: 'UserConnection',
  type: User,
  description: 'A page of a list of users.',
  fields: (t) => ({
    totalCount: t.int({
      description: 'How many users there are in the whole list; counted when asked for.',
      complexity: 2,
      resolve: ({ list }, _args, { database }) => countUsers(database, list.condition),
    }),
    facets: t.field({
      type: UserFacets,
      description: 'The users of the whole list, counted by what they have in common.',
      resolve: ({ list }, _args, { database }) => new FacetCounts(database, list.condition),
    }),
  }),
});
