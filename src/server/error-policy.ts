import { type ExecutionResult, GraphQLError } from 'graphql';
import { handleStreamOrSingleExecutionResult, type Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import { presentable } from './coded-error.ts';

/** Gives every error of an execution its code, and masks and logs those that are nobody's business but ours. */
export function useErrorPolicy(): Plugin<GraphQLContext> {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone: (payload) =>
        handleStreamOrSingleExecutionResult<GraphQLContext>(payload, ({ result, setResult }) =>
          setResult(withPresentableErrors(result, args.contextValue)),
        ),
    }),
    onSubscribe: ({ args }) => ({
      onSubscribeResult: (payload) =>
        handleStreamOrSingleExecutionResult<GraphQLContext>(payload, ({ result, setResult }) =>
          setResult(withPresentableErrors(result, args.contextValue)),
        ),
      onSubscribeError: ({ error, setError }) => setError(presentableError(asGraphQLError(error), args.contextValue)),
    }),
  };
}

function withPresentableErrors(result: ExecutionResult, context: GraphQLContext): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => presentableError(error, context)) };
}

function presentableError(error: GraphQLError, { requestId, log }: GraphQLContext): GraphQLError {
  const { error: told, unexpected } = presentable(error, requestId);
  if (unexpected !== undefined) log.error({ err: unexpected, path: error.path?.join('.') }, 'unexpected error');
  return told;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('', { originalError: error instanceof Error ? error : new Error(String(error)) });
}
