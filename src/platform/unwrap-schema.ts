import { z } from 'zod';

/** A zod schema without what makes it optional. */
export interface UnwrappedSchema {
  readonly inner: z.ZodType;
  readonly required: boolean;
  /** Whether null is a value of its own. */
  readonly nullable: boolean;
  readonly defaultValue?: unknown;
}

/** Looks through optional, nullable and default to the schema within. */
export function unwrapSchema(schema: z.ZodType): UnwrappedSchema {
  if (schema instanceof z.ZodOptional) return { ...unwrapSchema(schema.unwrap() as z.ZodType), required: false };
  if (schema instanceof z.ZodNullable) {
    return { ...unwrapSchema(schema.unwrap() as z.ZodType), required: false, nullable: true };
  }
  if (schema instanceof z.ZodDefault) {
    const within = unwrapSchema(schema.unwrap() as z.ZodType);
    return { ...within, required: false, defaultValue: schema.def.defaultValue };
  }
  return { inner: schema, required: true, nullable: false };
}
