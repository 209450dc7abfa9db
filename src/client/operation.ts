/** GraphQL text, or an operation of ours that knows its types: what `graphql(…)` gives. */
export type Document<Result, Variables> = string | TypedDocument<Result, Variables>;

/** What generated documents have in common; the property is there for the compiler only. */
interface TypedDocument<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result;
}

/** A document with its variables, which may be left out when it needs none. */
export type Operation<Result, Variables> = [
  document: Document<Result, Variables>,
  ...variables: Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables],
];

/** A GraphQL response. */
export interface GraphQLAnswer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One of its errors. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly code?: string };
}

/** The operation as it is sent. */
export function operationBody([document, variables]: readonly unknown[]): string {
  return JSON.stringify({ query: String(document), variables });
}
