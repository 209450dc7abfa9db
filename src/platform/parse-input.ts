import type { z } from 'zod';
import { InvalidInput } from './problems.ts';

/**
 * The value as the type describes it, in a fresh object with nothing else in it. Throws {@link InvalidInput} with every
 * fault; their paths begin with `at`, the place of the value in the mutation's input.
 */
export function parseInput<Type extends z.ZodType>(
  type: Type,
  value: unknown,
  at: readonly (string | number)[] = [],
): z.output<Type> {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.map((issue) => ({
      path: [...at, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))],
      message: issue.message,
    })),
  );
}
