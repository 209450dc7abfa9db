import type { InputFieldMap, InputShapeFromFields, MaybePromise, ShapeFromTypeParam, TypeParam } from '@pothos/core';
import { Forbidden, InvalidInput, type Problem } from '../platform/problems.ts';
import { builder } from './builder.ts';
import type { GraphQLContext } from './context.ts';

type Types = typeof builder.$inferSchemaTypes;

/** A field of a success type: its value is the property of the same name in what `resolve` returns. */
export interface SuccessField {
  readonly type: TypeParam<Types>;
  readonly description: string;
}

type SuccessShape<Success extends Record<string, SuccessField>> = {
  [Name in keyof Success]: ShapeFromTypeParam<Types, Success[Name]['type'], false>;
};

/** Everything there is to say about one mutation. */
export interface MutationOptions<Input extends InputFieldMap, Success extends Record<string, SuccessField>> {
  readonly description: string;
  /** Who may call it at all. `anyone` includes the anonymous. */
  readonly scope: 'anyone' | 'signedIn' | 'manageUsers' | 'administrator';
  readonly input: (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => Input;
  /** What was made or changed, under its noun. */
  readonly success: Success;
  /** The problems that `resolve` may throw besides InvalidInput and, unless anyone may call it, Forbidden. */
  readonly problems?: readonly (new (
    ...args: never[]
  ) => Problem)[];
  readonly resolve: (
    input: InputShapeFromFields<Input>,
    context: GraphQLContext,
  ) => MaybePromise<SuccessShape<Success>>;
}

/**
 * Declares a mutation with its types `<Name>Input`, `<Name>Success` and `union <Name>Result`. A problem thrown by
 * `resolve` is answered as its type if it is listed, and is a fault of the server otherwise.
 *
 * @example
 * declareMutation('saveSearchAsSet', {
 *   description: 'Saves a search as a logical set: its members are found anew each time it is used.',
 *   scope: 'manageUsers',
 *   input: (t) => ({
 *     name: t.string({ required: true, description: 'Shown in the list of sets.' }),
 *     where: t.field({ type: UserFilterInput, description: 'Which users.' }),
 *   }),
 *   problems: [NameTaken],
 *   success: { set: { type: UserSetType, description: 'The set as saved.' } },
 *   resolve: async (input, context) => ({ set: await saveSearch(context.database, authorityIn(context), input) }),
 * });
 */
export function declareMutation<Input extends InputFieldMap, Success extends Record<string, SuccessField>>(
  name: string,
  options: MutationOptions<Input, Success>,
): void {
  register(name, options);
}

/** The same options with the types of the particular mutation forgotten: nothing below looks into input or result. */
interface AnyMutationOptions extends Omit<MutationOptions<InputFieldMap, Record<string, SuccessField>>, 'resolve'> {
  readonly resolve: (input: never, context: GraphQLContext) => MaybePromise<object>;
}

function register(name: string, options: AnyMutationOptions): void {
  const typeName = name.charAt(0).toUpperCase() + name.slice(1);
  const open = options.scope === 'anyone';
  const description = `What ${name} needs to know.`;
  const inputType = builder.inputType(`${typeName}Input`, { description, fields: options.input });
  builder.mutationField(name, (t) =>
    t.field({
      description: options.description,
      type: successType(`${typeName}Success`, name, options.success),
      args: { input: t.arg({ type: inputType, required: true, description }) },
      skipTypeScopes: open,
      ...(open ? {} : { authScopes: { [options.scope]: true } }),
      errors: {
        types: [InvalidInput, ...(open ? [] : [Forbidden]), ...(options.problems ?? [])],
        union: { name: `${typeName}Result`, description: `What ${name} answers: its success, or the problem it met.` },
      },
      resolve: (_root, { input }, context) => options.resolve(input as never, context),
    }),
  );
}

function successType(name: string, mutation: string, success: Readonly<Record<string, SuccessField>>) {
  return builder.objectRef<object>(name).implement({
    description: `What ${mutation} has done.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(success).map(([field, { type, description }]) => [
          field,
          t.field({ type, description, resolve: (parent) => Reflect.get(parent, field) }),
        ]),
      ),
  });
}
