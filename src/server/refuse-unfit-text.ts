import { type ExecutionArgs, GraphQLError, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import type { ErrorCode } from './coded-error.ts';

const DEEPEST_VARIABLE = 100;

/**
 * Refuses text that PostgreSQL cannot store or compare, wherever in an operation it stands: JSON and GraphQL can carry
 * U+0000 and halves of surrogate pairs, and no field has a use for them. Variables nested without end are refused, too.
 */
export function useTextRefusal(): Plugin<GraphQLContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      if (isUnfit(args)) setResultAndStopExecution({ errors: [refusal()] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      if (isUnfit(args)) setResultAndStopExecution({ errors: [refusal()] });
    },
  };
}

function isUnfit({ document, variableValues }: ExecutionArgs): boolean {
  let found = holdsUnfit(variableValues, 0);
  visit(document, {
    StringValue({ value }) {
      found ||= isUnfitText(value);
    },
  });
  return found;
}

function holdsUnfit(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isUnfitText(value);
  // Of a file the name is looked at; its bytes are no text yet.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (depth > DEEPEST_VARIABLE) return true;
  return Object.entries(value).some(([key, part]) => isUnfitText(key) || holdsUnfit(part, depth + 1));
}

function isUnfitText(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

function refusal(): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT' satisfies ErrorCode };
  return new GraphQLError(
    'Text must be well-formed Unicode without the character U+0000, and variables must not be nested deeper than 100 levels.',
    { extensions },
  );
}
