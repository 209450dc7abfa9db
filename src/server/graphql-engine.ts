import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createFetch } from '@whatwg-node/fetch';
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance, type YogaServerOptions } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import type { Log } from '../platform/log.ts';
import { withCode } from './coded-error.ts';
import { useCostLimit } from './cost-limit.ts';
import { useErrorPolicy } from './error-policy.ts';
import { graphiqlOptions } from './graphiql.ts';
import { useLimits } from './limits.ts';
import { useTextRefusal } from './refuse-unfit-text.ts';
import { useSharedSubscriptions } from './share-subscriptions.ts';

/** What the engine knows of a request besides the context of its operation. */
export interface EngineContext extends GraphQLContext {
  /** Told the operation's type and name once they are known. */
  readonly onOperation?: (operation: string) => void;
}

/** Parses, checks and runs operations: over HTTP and SSE by itself, over WebSocket through its `getEnveloped`. */
export type GraphQLEngine = YogaServerInstance<EngineContext, object>;

/** The most a JSON request may hold. */
export const MAX_BODY_BYTES = 1_000_000;

/** Where GraphQL is served, on every transport. */
export const GRAPHQL_PATH = '/graphql';

const CSRF_HEADER = 'x-csrf-prevention';

/** Makes the engine of a schema. */
export function createGraphQLEngine(schema: GraphQLSchema, log: Log): GraphQLEngine {
  return createEngine(schema, log, { multipart: false, maxRequestBodySize: MAX_BODY_BYTES });
}

/** Makes one for requests that bring a file of at most so many bytes: Yoga's bound of the body is one for all it reads. */
export function createUploadEngine(schema: GraphQLSchema, log: Log, fileLimit: number): GraphQLEngine {
  const formDataLimits = { fileSize: fileLimit, files: 1, fields: 2, parts: 3, fieldSize: MAX_BODY_BYTES };
  const maxRequestBodySize = fileLimit + MAX_BODY_BYTES;
  return createEngine(schema, log, { multipart: true, maxRequestBodySize, fetchAPI: createFetch({ formDataLimits }) });
}

type Transport = Pick<YogaServerOptions<object, EngineContext>, 'multipart' | 'maxRequestBodySize' | 'fetchAPI'>;

function createEngine(schema: GraphQLSchema, log: Log, transport: Transport): GraphQLEngine {
  return createYoga<EngineContext>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    batching: false,
    cors: false,
    landingPage: false,
    ...transport,
    logging: {
      debug: (...about: unknown[]) => log.trace({ about }, 'graphql'),
      info: (...about: unknown[]) => log.debug({ about }, 'graphql'),
      warn: (...about: unknown[]) => log.warn({ about }, 'graphql'),
      error: (error: unknown) => log.error({ err: error }, 'graphql'),
    },
    graphiql: graphiqlOptions,
    renderGraphiQL,
    plugins: [
      useCodedCsrfPrevention(),
      useCodedParsing(),
      useLimits(),
      useErrorPolicy(),
      useTextRefusal(),
      useCostLimit(),
      useSharedSubscriptions(),
      {
        onExecute: ({ args }) => announce(args),
        onSubscribe: ({ args }) => announce(args),
      } satisfies Plugin<EngineContext>,
    ],
  });
}

/** Refuses what a page of another site could send without asking first, telling what to send instead. */
function useCodedCsrfPrevention(): Plugin {
  const prevention: Plugin = useCSRFPrevention({ requestHeaders: [CSRF_HEADER] });
  return {
    ...prevention,
    onRequestParse(payload) {
      try {
        return prevention.onRequestParse?.(payload);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        const message = `Send JSON (content-type: application/json), or the header ${CSRF_HEADER}.`;
        throw new GraphQLError(message, { extensions: { ...error.extensions, code: 'CSRF_PREVENTED' } });
      }
    },
  };
}

/** Gives what cannot be made sense of a code, where Yoga gives none. */
function useCodedParsing(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          throw error instanceof GraphQLError ? withCode(error, 'BAD_USER_INPUT') : error;
        }
      });
    },
  };
}

interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly contextValue: EngineContext;
}

function announce({ document, operationName, contextValue }: Operation): void {
  const operation = getOperationAST(document, operationName);
  if (operation) contextValue.onOperation?.([operation.operation, operation.name?.value].filter(Boolean).join(' '));
}
