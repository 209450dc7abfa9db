import { createComplexityRule } from '@pothos/plugin-complexity';
import { type ExecutionArgs, GraphQLError, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import { type ErrorCode, withCode } from './coded-error.ts';

/** The most one operation may cost: a field costs 1, a list 3 times its fields, a connection its page size times them. */
export const COST_BUDGET = 50_000;

/** Refuses, before anything of it runs, an operation that costs more than the budget or asks for a page too large. */
export function useCostLimit(): Plugin<GraphQLContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = costErrors(args);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = costErrors(args);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}

// Not a rule of validation proper: the cost depends on the variables, and the outcome of validation is cached without them.
function costErrors({ schema, document, variableValues, operationName, contextValue }: ExecutionArgs): GraphQLError[] {
  const rule = createComplexityRule({
    context: contextValue as GraphQLContext,
    variableValues: variableValues ?? {},
    operationName,
    validate({ complexity }, report) {
      if (complexity > COST_BUDGET) report(tooExpensive(complexity));
    },
  });
  try {
    return validate(schema, document, [rule]).map((error) => withCode(error, 'BAD_USER_INPUT'));
  } catch (error) {
    // Prices look at arguments, and refuse page sizes out of bounds.
    if (error instanceof GraphQLError) return [withCode(error, 'BAD_USER_INPUT')];
    throw error;
  }
}

function tooExpensive(cost: number): GraphQLError {
  const message = `The operation costs ${cost}, more than the ${COST_BUDGET} allowed. Ask for fewer nodes or fields.`;
  return new GraphQLError(message, {
    extensions: { code: 'LIMIT_EXCEEDED' satisfies ErrorCode, cost, budget: COST_BUDGET },
  });
}
