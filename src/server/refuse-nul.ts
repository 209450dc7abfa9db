import { type ExecutionArgs, GraphQLError, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import type { ErrorCode } from './coded-error.ts';

/**
 * Refuses text that holds U+0000, wherever in an operation it stands: JSON and GraphQL can carry the character, PostgreSQL
 * cannot store or compare it, and no field has a use for it.
 */
export function useNulRefusal(): Plugin<GraphQLContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      if (hasNul(args)) setResultAndStopExecution({ errors: [refusal()] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      if (hasNul(args)) setResultAndStopExecution({ errors: [refusal()] });
    },
  };
}

function hasNul({ document, variableValues }: ExecutionArgs): boolean {
  let found = holdsNul(variableValues);
  visit(document, {
    StringValue({ value }) {
      found ||= value.includes('\0');
    },
  });
  return found;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => key.includes('\0') || holdsNul(part));
}

function refusal(): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT' satisfies ErrorCode };
  return new GraphQLError('Text must not contain the character U+0000.', { extensions });
}
