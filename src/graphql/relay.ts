import type { MaybePromise } from '@pothos/core';
import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql';
import type { PageArguments } from './connection.ts';

interface NodeId {
  readonly typename: string;
  readonly id: string;
}
type ResolveNodes = (ids: NodeId[]) => Promise<unknown[]>;
type ResolveNode = (id: NodeId) => MaybePromise<unknown>;

type Cost = (page: PageArguments) => { field: number; multiplier: number };

// The list of a connection is priced by the connection itself: counted twice it would be squared.
const listOfConnection = { complexity: { field: 0, multiplier: 1 } };

/** How nodes and connections look in the schema: descriptions, cost, and `nodes` beside `edges`. */
export function relayOptions(cost: Cost) {
  return {
    clientMutationId: 'omit' as const,
    cursorType: 'String' as const,
    nodeTypeOptions: { description: 'Anything that has an id of its own and can be fetched again by it.' },
    idFieldOptions: { description: 'Opaque and stable; fetch it again with `node`.' },
    nodeQueryOptions: {
      resolve: resolveKnownNode,
      description: 'Fetches anything by its id. null when there is no such thing, or none that you may see.',
      args: { id: { description: 'The id of a node.' } },
    },
    nodesQueryOptions: {
      resolve: resolveKnownNodes,
      description:
        'Fetches many things by their ids, in the order of the ids; null in the place of each that you may not see.',
      args: { ids: { description: 'The ids of nodes, at most 200.' } },
      complexity: ({ ids }: { ids: readonly unknown[] }) => cost({ first: ids.length }),
    },
    pageInfoTypeOptions: { description: 'Where a page of a connection lies.' },
    hasNextPageFieldOptions: { description: 'Whether there is more after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there is something before this page.' },
    startCursorFieldOptions: { description: 'The cursor of the first edge: give it as `before` to go back.' },
    endCursorFieldOptions: { description: 'The cursor of the last edge: give it as `after` to go on.' },
    firstArgOptions: {
      description: 'The number of nodes from the start, at most 200; 20 when neither first nor last is given.',
    },
    lastArgOptions: { description: 'The number of nodes from the end, at most 200.' },
    afterArgOptions: { description: 'Only what comes after this cursor.' },
    beforeArgOptions: { description: 'Only what comes before this cursor.' },
    cursorFieldOptions: { description: 'The place of this edge, for `after` and `before`.' },
    nodeFieldOptions: { description: 'The thing itself.' },
    edgesFieldOptions: { ...listOfConnection, description: 'The nodes of this page with their cursors.' },
    pageInfoFieldOptions: { description: 'Whether there is more, and how to get it.' },
    nodesOnConnection: {
      ...listOfConnection,
      description: 'The nodes of this page, when their cursors are not needed.',
    },
    defaultConnectionTypeOptions: { description: 'A page of a longer list.' },
    defaultEdgeTypeOptions: { description: 'One node of a page and its place in the list.' },
    defaultConnectionFieldOptions: { complexity: cost },
  };
}

function isNode(schema: GraphQLSchema, { typename }: NodeId): boolean {
  const type = schema.getType(typename);
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
}

// An id that was never handed out is that of nothing: like that of a thing that is gone.
function resolveKnownNode(
  _root: unknown,
  { id }: { id: NodeId },
  _context: unknown,
  { schema }: GraphQLResolveInfo,
  resolveNode: ResolveNode,
): MaybePromise<unknown> {
  return isNode(schema, id) ? resolveNode(id) : null;
}

async function resolveKnownNodes(
  _root: unknown,
  args: { ids: NodeId[] },
  _context: unknown,
  { schema }: GraphQLResolveInfo,
  resolveNodes: ResolveNodes,
): Promise<unknown[]> {
  const { ids } = args;
  const known = ids.filter((id) => isNode(schema, id));
  // The plugin looks for the ids in the arguments, whichever it is given.
  args.ids = known;
  const nodes = new Map((await resolveNodes(known)).map((node, index) => [known[index], node]));
  return ids.map((id) => nodes.get(id) ?? null);
}
