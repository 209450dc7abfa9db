import { visibleUsersWhere } from '../access/visible-users.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';

/** The users that the nodes of one page are about: read at once, however many of the nodes ask for theirs. */
export class UsersOfPage {
  readonly #userIds: readonly number[];
  readonly #users = new Map<string, Promise<ReadonlyMap<number, { id: number }>>>();

  constructor(userIds: readonly number[]) {
    this.#userIds = userIds;
  }

  /** The user as `query` selects it; null when they are gone, or not for who asks to see. */
  async user(userId: number, query: object, context: GraphQLContext): Promise<{ id: number } | null> {
    const key = JSON.stringify(query);
    const users = this.#users.get(key) ?? this.#read(query, context);
    this.#users.set(key, users);
    return (await users).get(userId) ?? null;
  }

  async #read(query: object, context: GraphQLContext): Promise<ReadonlyMap<number, { id: number }>> {
    const where = { AND: [{ id: { in: [...this.#userIds] } }, visibleUsersWhere(authorityIn(context))] };
    const users = await context.database.prisma.user.findMany({ ...query, where });
    return new Map(users.map((user) => [user.id, user]));
  }
}
