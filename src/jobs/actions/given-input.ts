import { z } from 'zod';

/**
 * An input as it was given, without the nulls that say nothing: in GraphQL, a field that need not be given may be null
 * as well. Where null means something, as "clear the field" does, it stays.
 */
export function givenInput(schema: z.ZodType, input: unknown): unknown {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodObject) || typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      const field: z.ZodType | undefined = inner.shape[name];
      if (!field) return [[name, value]];
      const saysNothing = value === null && !field.safeParse(null).success;
      return saysNothing ? [] : [[name, givenInput(field, value)]];
    }),
  );
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const isWrapper =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapper ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}
