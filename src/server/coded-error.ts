import { PothosValidationError } from '@pothos/core';
import { GraphQLError } from 'graphql';
import { InvalidInput, Problem } from '../platform/problems.ts';

/** The codes of errors that are no problem of a domain; `extensions.code` of every error is one of these or a problem's. */
export type ErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'LIMIT_EXCEEDED'
  | 'UNAUTHENTICATED'
  | 'INTERNAL_SERVER_ERROR';

/** The error with a code, unless it has one already. Keeps message, places and path. */
export function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  if (typeof error.extensions.code === 'string') return error;
  const { nodes, source, positions, path } = error;
  return new GraphQLError(error.message, { nodes, source, positions, path, extensions: { ...error.extensions, code } });
}

/**
 * What a caller may be told of an error that came up while an operation ran: problems and errors meant for the caller as
 * they are, everything else masked. `unexpected` is what belongs in the log, the caller having been told nothing of it.
 */
export function presentable(error: GraphQLError, requestId: string): { error: GraphQLError; unexpected?: unknown } {
  const cause = rootCause(error);
  if (cause instanceof GraphQLError && isForTheCaller(error, cause)) {
    return { error: withCode(relocated(error, error.message, cause.extensions), 'BAD_USER_INPUT') };
  }
  if (cause instanceof Problem) {
    const issues = cause instanceof InvalidInput ? { issues: cause.issues } : {};
    return { error: relocated(error, cause.message, { code: cause.code, ...issues }) };
  }
  const extensions = { code: 'INTERNAL_SERVER_ERROR' satisfies ErrorCode, requestId };
  return { error: relocated(error, 'Something went wrong on the server.', extensions), unexpected: cause };
}

function rootCause(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? rootCause(error.originalError) : error;
}

/** Errors with a code are meant for the caller; of the others, those about arguments, variables and ids are. */
function isForTheCaller(error: GraphQLError, cause: GraphQLError): boolean {
  const concernsInput = !error.path || cause.nodes !== undefined || cause instanceof PothosValidationError;
  return concernsInput || typeof cause.extensions.code === 'string';
}

function relocated(
  { nodes, source, positions, path }: GraphQLError,
  message: string,
  extensions: object,
): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { ...extensions } });
}
