import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type PrismaTypes from '../platform/prisma/pothos.ts';
import { getDatamodel } from '../platform/prisma/pothos.ts';
import { Forbidden } from '../platform/problems.ts';
import { connectionCost, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './connection.ts';
import type { GraphQLContext } from './context.ts';
import { relayOptions } from './relay.ts';
import { scopes } from './scopes.ts';
import { unauthenticated } from './unauthenticated.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** What the edges tell Pothos about: the builder's type parameter. */
export interface SchemaTypes {
  Context: GraphQLContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number | bigint };
    Date: { Input: string; Output: string | Date };
    DateTime: { Input: Date; Output: string | Date };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
    File: { Input: UploadedFile; Output: never };
  };
  AuthScopes: {
    /** Somebody is signed in. Holds for every root field that does not say `skipTypeScopes`. */
    signedIn: boolean;
    /** They manage users: of the institution or of a library. */
    manageUsers: boolean;
    /** User Administrator or General System Administrator. */
    administrator: boolean;
    /** General System Administrator. */
    systemAdministrator: boolean;
  };
}

/**
 * The builder every `*.graphql.ts` registers its types on. Fields are non-null unless they say `nullable: true`; root
 * fields are denied to the anonymous unless they say `skipTypeScopes: true`.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  // The order matters: errors stands outside scope-auth, so that a refusal becomes a member of a mutation's union.
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true, defaultTypes: [] },
  scopeAuth: {
    authorizeOnSubscribe: true,
    runScopesOnType: true,
    authScopes: ({ authority }) => ({
      signedIn: authority !== null && scopes.signedIn(),
      manageUsers: authority !== null && scopes.manageUsers(authority),
      administrator: authority !== null && scopes.administrator(authority),
      systemAdministrator: authority !== null && scopes.systemAdministrator(authority),
    }),
    unauthorizedError: (_parent, context) =>
      context.authority ? new Forbidden('Your roles do not allow this.') : unauthenticated(context),
  },
  relay: relayOptions(connectionCost),
  prisma: {
    client: ({ database }) => database.prisma,
    dmmf: getDatamodel(),
    maxConnectionSize: MAX_PAGE_SIZE,
    defaultConnectionSize: DEFAULT_PAGE_SIZE,
    onUnusedQuery: null,
  },
  // Only the prices: the budget is held up by cost-limit.ts before an operation runs, not once per root field.
  complexity: { defaultComplexity: 1, defaultListMultiplier: 3 },
});

builder.queryType({ description: 'Everything that can be read.', authScopes: { signedIn: true } });
builder.mutationType({
  description:
    'Everything that can be changed. A mutation answers with its success type or with the problem that stood in its way; GraphQL errors are for requests that are wrong or not signed in, and for faults of the server.',
  authScopes: { signedIn: true },
});
builder.subscriptionType({
  description: 'Everything that can be watched, over WebSocket (graphql-transport-ws) and server-sent events.',
  authScopes: { signedIn: true },
});
