import type { InputFieldMap, InputShapeFromFields, MaybePromise, ShapeFromTypeParam, TypeParam } from '@pothos/core';
import type { ApiKeyScope } from '../access/api-key-scope.ts';
import { recordAuditEvent } from '../access/audit.ts';
import type { Authority } from '../access/authority.ts';
import { Forbidden, InvalidInput, type Problem } from '../platform/problems.ts';
import { builder } from './builder.ts';
import type { GraphQLContext } from './context.ts';
import { type Scope, scopes } from './scopes.ts';

type Types = typeof builder.$inferSchemaTypes;

/** A field of a success type: its value is the property of the same name in what `resolve` returns. */
export interface SuccessField {
  readonly type: TypeParam<Types>;
  readonly description: string;
  /** For what the change itself may have put out of sight. Left out: it is always there. */
  readonly nullable?: true;
}

/** Who may call a mutation at all. */
export type MutationScope = 'anyone' | Scope;

type SuccessShape<Success extends Record<string, SuccessField>> = {
  [Name in keyof Success]:
    | ShapeFromTypeParam<Types, Success[Name]['type'], false>
    | (Success[Name] extends { readonly nullable: true } ? null : never);
};

/** Everything there is to say about one mutation. */
export interface MutationOptions<Input extends InputFieldMap, Success extends Record<string, SuccessField>> {
  readonly description: string;
  /** Who may call it at all. `anyone` includes the anonymous. */
  readonly scope: MutationScope;
  /**
   * The scope an API key needs for it. Left out: SUBMIT_JOBS for what needs `manageUsers`, ADMINISTER for what needs an
   * administrator; for anything else that needs somebody to be signed in no key will do.
   */
  readonly apiKeyScope?: ApiKeyScope;
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
      authScopes: (_root, _args, context) => admit(name, options, context),
      errors: {
        types: [InvalidInput, ...(open ? [] : [Forbidden]), ...(options.problems ?? [])],
        union: { name: `${typeName}Result`, description: `What ${name} answers: its success, or the problem it met.` },
      },
      resolve: (_root, { input }, context) => options.resolve(input as never, context),
    }),
  );
}

const usualKeyScope: Partial<Record<Scope, ApiKeyScope>> = {
  manageUsers: 'SUBMIT_JOBS',
  administrator: 'ADMINISTER',
  systemAdministrator: 'ADMINISTER',
};

type Admission = Pick<AnyMutationOptions, 'scope' | 'apiKeyScope'>;

/** Lets in who may call the mutation, or whatever is as weighty. Throws Forbidden for others, and leaves an audit event of the attempt. */
export async function admit(operation: string, options: Admission, { authority, database, requestId }: GraphQLContext) {
  // Whom the mutation type's own scope turns away is nobody yet.
  const { scope } = options;
  if (scope === 'anyone' || !authority) return true;
  const message = refusal({ ...options, scope }, authority);
  if (message === null) return true;
  const refused = new Forbidden(message);
  const event = { actor: authority.primaryId, authority, operation, refused: refused.code, details: { message } };
  await recordAuditEvent(database, { ...event, requestId });
  throw refused;
}

function refusal(
  { scope, apiKeyScope = usualKeyScope[scope] }: Admission & { readonly scope: Scope },
  authority: Authority,
): string | null {
  if (authority.apiKey && !apiKeyScope) return 'API keys are not for this: sign in.';
  if (authority.apiKey && apiKeyScope && !authority.apiKey.scopes.includes(apiKeyScope))
    return `The API key lacks the scope ${apiKeyScope}.`;
  return scopes[scope](authority) ? null : 'Your roles do not allow this.';
}

function successType(name: string, mutation: string, success: Readonly<Record<string, SuccessField>>) {
  return builder.objectRef<object>(name).implement({
    description: `What ${mutation} has done.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(success).map(([field, { type, description, nullable = false }]) => [
          field,
          t.field({ type, description, nullable, resolve: (parent) => Reflect.get(parent, field) }),
        ]),
      ),
  });
}
