import type { InputFieldRef, InputRef, InputTypeParam } from '@pothos/core';
import { z } from 'zod';
import { unwrapSchema } from '../platform/unwrap-schema.ts';
import { builder } from './builder.ts';

type Types = typeof builder.$inferSchemaTypes;
type FieldBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

/** Enums that the input types refer to, by the `typeName` in the zod schema's metadata. */
export type NamedEnums = Readonly<Record<string, InputTypeParam<Types>>>;

/**
 * Makes GraphQL input types from zod schemas, so that a rule's input is written once, beside the rule: shape, bounds,
 * defaults and descriptions. An object that is not the outermost, and every enum, carries `typeName` in its metadata,
 * an object `typeDescription`, too; `oneOf` for "exactly one of these"; a string `scalar` when it is one of ours.
 */
export class InputTypes {
  readonly #enums: NamedEnums;
  readonly #made = new Map<string, InputRef<unknown>>();

  constructor(enums: NamedEnums) {
    this.#enums = enums;
  }

  /** The input type of this name for an object schema; made once, however often it is asked for. */
  object(name: string, description: string, schema: z.ZodType): InputRef<unknown> {
    const made = this.#made.get(name);
    if (made) return made;
    if (!(schema instanceof z.ZodObject)) throw new Error(`The input ${name} is not an object.`);
    const ref = builder.inputType(name, {
      description,
      isOneOf: schema.meta()?.oneOf === true,
      fields: (t) =>
        Object.fromEntries(
          Object.entries(schema.shape).map(([field, type]) => [
            field,
            this.#field(t, `${name}.${field}`, type as z.ZodType),
          ]),
        ),
    });
    this.#made.set(name, ref);
    return ref;
  }

  #field(t: FieldBuilder, path: string, schema: z.ZodType): InputFieldRef<Types, unknown> {
    const { inner, required, defaultValue } = unwrapSchema(schema);
    const description = schema.description ?? inner.description ?? missing(path, 'a description');
    const list = inner instanceof z.ZodArray;
    const type = this.#type(path, list ? unwrapSchema(inner.element as z.ZodType).inner : inner);
    return t.field({
      type: list ? [type] : type,
      required,
      description,
      ...(defaultValue !== undefined && { defaultValue }),
    } as Parameters<FieldBuilder['field']>[0]);
  }

  #type(path: string, schema: z.ZodType): InputTypeParam<Types> {
    const { typeName, typeDescription, scalar } = schema.meta() ?? {};
    if (typeof scalar === 'string') return scalar as InputTypeParam<Types>;
    if (schema instanceof z.ZodString) return 'String';
    if (schema instanceof z.ZodBoolean) return 'Boolean';
    if (schema instanceof z.ZodNumber) return 'Int';
    const name = typeof typeName === 'string' ? typeName : missing(path, 'a typeName');
    if (schema instanceof z.ZodEnum) return this.#enums[name] ?? missing(path, `the enum ${name}`);
    return this.object(
      name,
      typeof typeDescription === 'string' ? typeDescription : missing(path, 'a typeDescription'),
      schema,
    );
  }
}

function missing(path: string, what: string): never {
  throw new Error(`The input ${path} lacks ${what}.`);
}
